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
    public void Trip_points_that_slow_or_stop_are_told_the_lowest_of_each_kind_and_what_is_none_is_left_out()
    {
        using var root = new TestRoot().With("sys/class/thermal/thermal_zone0/type", "soc\n").With("sys/class/thermal/thermal_zone0/temp", "40000\n");
        foreach (var (number, kind, milli) in new[] { (0, "passive", 85000), (1, "passive", 75000), (2, "critical", 110000), (3, "active", 50000), (4, "hot", 0) })
        {
            root.With($"sys/class/thermal/thermal_zone0/trip_point_{number}_type", kind + "\n").With($"sys/class/thermal/thermal_zone0/trip_point_{number}_temp", $"{milli}\n");
        }

        Assert.Equal(
            [
                "node_thermal_zone_temp{type=\"soc\",zone=\"0\"} 40",
                "node_thermal_zone_trip_celsius{trip=\"critical\",type=\"soc\",zone=\"0\"} 110",
                "node_thermal_zone_trip_celsius{trip=\"passive\",type=\"soc\",zone=\"0\"} 75",
            ],
            new ThermalCollector(root.Root).Read().Lines);
    }

    [Fact]
    public void How_long_a_processor_slowed_itself_is_told_once_a_package()
    {
        using var root = new TestRoot().With("sys/class/thermal/thermal_zone0/type", "soc\n").With("sys/class/thermal/thermal_zone0/temp", "40000\n");
        foreach (var (cpu, package) in new[] { (0, 0), (1, 0), (2, 1) })
        {
            root.With($"sys/devices/system/cpu/cpu{cpu}/thermal_throttle/package_throttle_total_time_ms", $"{1500 * (cpu + 1)}\n")
                .With($"sys/devices/system/cpu/cpu{cpu}/topology/physical_package_id", $"{package}\n");
        }

        Assert.Equal(
            ["node_cpu_package_throttle_seconds_total{package=\"0\"} 1.5", "node_cpu_package_throttle_seconds_total{package=\"1\"} 4.5", "node_thermal_zone_temp{type=\"soc\",zone=\"0\"} 40"],
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
