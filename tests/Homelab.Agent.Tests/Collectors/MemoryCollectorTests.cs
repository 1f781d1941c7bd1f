using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class MemoryCollectorTests
{
    [Fact]
    public void Lines_in_kB_become_bytes_and_counts_of_pages_stay()
    {
        using var root = new TestRoot().With("proc/meminfo", "MemTotal:  3 kB\nActive(anon):  1 kB\nHugePages_Total:  7\nbroken\nAlso: x kB\n");

        Assert.Equal(
            ["node_memory_Active_anon_bytes 1024", "node_memory_HugePages_Total 7", "node_memory_MemTotal_bytes 3072"],
            new MemoryCollector(root.Root).Read().Lines);
    }
}
