using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class UptimeCollectorTests
{
    [Fact]
    public void The_start_and_the_time_since_are_read()
    {
        using var root = new TestRoot().With("proc/uptime", "4710.99 9000.1\n").With("proc/stat", "intr 1 2\nbtime 1795408688\n");

        Assert.Equal(["homelab_uptime_seconds 4710.99", "node_boot_time_seconds 1795408688"], new UptimeCollector(root.Root).Read().Lines);
    }
}
