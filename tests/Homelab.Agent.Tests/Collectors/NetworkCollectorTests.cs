using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class NetworkCollectorTests
{
    private const string Header = "Inter-|   Receive |  Transmit\n face |bytes packets|bytes packets\n";

    [Fact]
    public void Counters_come_from_proc_and_the_link_from_sys()
    {
        using var root = new TestRoot()
            .With("proc/net/dev", Header + "  eth0:100 2 0 0 0 0 0 0 200 3 0 0 0 0 0 0\n    lo: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\nveth12: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n")
            .With("sys/class/net/eth0/operstate", "up\n").With("sys/class/net/eth0/carrier", "1\n").With("sys/class/net/eth0/speed", "1000\n");

        var lines = new NetworkCollector(root.Root).Read().Lines;

        Assert.All(lines, line => Assert.Contains("{device=\"eth0\"}", line));
        Assert.Contains("node_network_receive_bytes_total{device=\"eth0\"} 100", lines);
        Assert.Contains("node_network_transmit_packets_total{device=\"eth0\"} 3", lines);
        Assert.Contains("node_network_up{device=\"eth0\"} 1", lines);
        Assert.Contains("node_network_speed_bytes{device=\"eth0\"} 125000000", lines);
    }

    [Fact]
    public void A_link_that_is_down_has_no_speed()
    {
        var lines = new NetworkCollector(TestRoot.Captured("server")).Read().Lines;

        Assert.Contains("node_network_up{device=\"eno2\"} 0", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("node_network_speed_bytes{device=\"eno2\"}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_device_with_a_colon_in_its_name_keeps_it()
    {
        using var root = new TestRoot().With("proc/net/dev", Header + "eth0:1: 7 2 0 0 0 0 0 0 200 3 0 0 0 0 0 0\n");

        Assert.Contains("node_network_receive_bytes_total{device=\"eth0:1\"} 7", new NetworkCollector(root.Root).Read().Lines);
    }
}
