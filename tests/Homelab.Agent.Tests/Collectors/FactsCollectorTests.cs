using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class FactsCollectorTests
{
    [Fact]
    public void Quotes_of_the_distribution_s_name_are_not_part_of_it()
    {
        var facts = new FactsCollector(TestRoot.Captured("server"), new("boot", 1, "Supermicro X11SSH-LN4F")).Round().Collection.Facts;

        Assert.Equal("Ubuntu 24.04.1 LTS", facts["os"]);
        Assert.Equal("Supermicro X11SSH-LN4F", facts["machine"]);
        Assert.Equal("6.8.0-45-generic", facts["kernel"]);
    }

    [Fact]
    public void Bridges_and_container_ends_are_no_hardware()
    {
        var facts = new FactsCollector(TestRoot.Captured("nas"), new("boot", 1, "nas")).Round().Collection.Facts;

        Assert.Equal(["mac.enp2s0", "mac.enp3s0"], facts.Keys.Where(fact => fact.StartsWith("mac.", StringComparison.Ordinal)).Order());
    }
}
