using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class LoadCollectorTests
{
    [Fact]
    public void The_three_averages_are_read()
    {
        using var root = new TestRoot().With("proc/loadavg", "0.21 1.17 2.11 1/187 22917\n");

        Assert.Equal(["node_load1 0.21", "node_load15 2.11", "node_load5 1.17"], new LoadCollector(root.Root).Read().Lines);
    }

    [Fact]
    public void A_line_with_too_few_numbers_is_a_failure()
    {
        using var root = new TestRoot().With("proc/loadavg", "0.21 x\n");

        Assert.Equal(OutcomeKind.Failed, new LoadCollector(root.Root).Read().Outcome.Kind);
    }
}
