using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class TimeSyncCollectorTests
{
    [Fact]
    public void The_host_s_kernel_says_whether_its_clock_is_disciplined()
    {
        var (outcome, lines) = new TimeSyncCollector(new SysRoot("/")).Read();

        Assert.Equal(OutcomeKind.Ok, outcome.Kind);
        Assert.Contains(lines, line => line is "node_timex_sync_status 0" or "node_timex_sync_status 1");
    }

    [Fact]
    public void A_captured_tree_tells_of_the_daemon_s_mark_only()
    {
        using var root = new TestRoot().With("run/systemd/timesync/clock", "");
        var collector = new TimeSyncCollector(root.Root);
        Assert.Equal("not yet synchronized", collector.Round().Collection.Facts["timesyncd"]);

        root.With("run/systemd/timesync/synchronized", "");

        var (outcome, collection) = collector.Round();
        Assert.Equal((OutcomeKind.Ok, "synchronized"), (outcome.Kind, collection.Facts["timesyncd"]));
        Assert.Empty(collection.Samples);
    }
}
