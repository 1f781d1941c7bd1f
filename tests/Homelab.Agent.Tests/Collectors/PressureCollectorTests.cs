using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class PressureCollectorTests
{
    [Fact]
    public void Waiting_and_stalled_time_is_in_seconds_and_the_processor_has_no_stalled_time()
    {
        using var root = new TestRoot()
            .With("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=9\n")
            .With("proc/pressure/io", "some avg10=0.00 avg60=0.00 avg300=0.00 total=2\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n");

        Assert.Equal(
            ["node_pressure_cpu_waiting_seconds_total 1.5", "node_pressure_io_stalled_seconds_total 1E-06", "node_pressure_io_waiting_seconds_total 2E-06"],
            new PressureCollector(root.Root).Read().Lines);
    }

    [Fact]
    public void A_kernel_without_it_has_nothing_here() =>
        Assert.Equal(OutcomeKind.NothingHere, new PressureCollector(TestRoot.Captured("pi4")).Read().Outcome.Kind);
}
