using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class ThermalCollectorTests
{
    [Fact]
    public void Zones_are_in_celsius_and_coolers_in_steps()
    {
        using var root = new TestRoot()
            .With("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n").With("sys/class/thermal/thermal_zone0/temp", "48199\n")
            .With("sys/class/thermal/cooling_device1/type", "Fan\n").With("sys/class/thermal/cooling_device1/cur_state", "2\n").With("sys/class/thermal/cooling_device1/max_state", "4\n");

        Assert.Equal(
            [
                "node_cooling_device_cur_state{name=\"1\",type=\"Fan\"} 2",
                "node_cooling_device_max_state{name=\"1\",type=\"Fan\"} 4",
                "node_thermal_zone_temp{type=\"cpu-thermal\",zone=\"0\"} 48.199",
            ],
            new ThermalCollector(root.Root).Read().Lines);
    }

    [Fact]
    public void A_zone_that_refuses_is_left_out_and_all_refusing_is_a_failure()
    {
        using var root = new TestRoot().With("sys/class/thermal/thermal_zone0/type", "a\n").With("sys/class/thermal/thermal_zone0/temp", "");
        Assert.Equal(OutcomeKind.Failed, new ThermalCollector(root.Root).Read().Outcome.Kind);

        root.With("sys/class/thermal/thermal_zone1/type", "b\n").With("sys/class/thermal/thermal_zone1/temp", "1000\n");

        Assert.Equal(OutcomeKind.Ok, new ThermalCollector(root.Root).Read().Outcome.Kind);
    }
}
