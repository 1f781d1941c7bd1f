using Homelab.Agent.Collectors;
using Homelab.Agent.Orders;
using Homelab.Agent.Tests.Collectors;

namespace Homelab.Agent.Tests.Orders;

/// <summary>What polkit lets the agent's user stop stands in a file of the node's own.</summary>
public class TheListOfUnits
{
    [Fact]
    public void Misses_what_is_not_a_whole_line_of_it()
    {
        using var root = new TestRoot().With("etc/homelab/units", "caddy.service\n# smbd.service\npostgresql@15-main.service\n");
        Assert.Equal(["smbd.service", "caddy"], new UnitList(root.Root, isRoot: false).Missing(["caddy.service", "smbd.service", "caddy"]));
    }

    [Fact]
    public void Misses_everything_where_there_is_none_and_nothing_for_root()
    {
        using var root = new TestRoot();
        Assert.Equal(["caddy.service"], new UnitList(root.Root, isRoot: false).Missing(["caddy.service"]));
        Assert.Empty(new UnitList(root.Root, isRoot: true).Missing(["caddy.service"]));
    }
}
