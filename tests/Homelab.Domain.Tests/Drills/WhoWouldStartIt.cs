using Homelab.Domain.Drills;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Drills;

public class WhoWouldStartIt
{
    private static readonly LabConfig Lab = new()
    {
        Name = "attic",
        Nodes =
        [
            new NodeConfig { Name = "hub", IsCoordinator = true, Switch = "core", Start = StartMethod.Power },
            new NodeConfig { Name = "nas", Switch = "shed", Start = StartMethod.WakeOnLan("02:00:00:00:00:01") },
            new NodeConfig { Name = "cam", Switch = "shed" },
        ],
    };

    [Fact]
    public void A_magic_packet_is_believed_where_somebody_behind_the_same_switch_is_heard()
    {
        var item = Judge(Lab, "nas", node => node == "cam");
        Assert.Equal(DrillVerdict.Believed, item.Verdict);
        Assert.StartsWith("its magic packet would go out from cam;", item.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void It_fails_where_nobody_is_and_the_coordinator_is_behind_another_switch() =>
        Assert.Equal(DrillVerdict.Fails, Judge(Lab, "nas", _ => false).Verdict);

    [Fact]
    public void The_coordinators_host_suffices_behind_its_own_switch()
    {
        var near = Lab with { Nodes = [.. Lab.Nodes.Select(node => node with { Switch = "core" })] };
        Assert.Contains("from the coordinator's host", Judge(near, "nas", _ => false).Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outlet_is_believed_until_a_live_drill_proved_it()
    {
        var switched = Lab with { Nodes = [.. Lab.Nodes.Select(node => node.Name == "nas" ? node with { Start = StartMethod.ByOutlet(new OutletPlace("rack", 2)) } : node)] };
        Assert.Equal((DrillVerdict.Believed, "outlet 2 of rack would go off and on; whether it starts with that only a live drill proves"), (Judge(switched, "nas", _ => true) is var item ? item.Verdict : default, item.Basis));
    }

    [Fact]
    public void Starting_with_the_power_only_a_cut_can_prove() =>
        Assert.Equal(DrillVerdict.Believed, Judge(Lab, "hub", _ => true).Verdict);

    [Theory]
    [InlineData(true, DrillVerdict.Ok)]
    [InlineData(false, DrillVerdict.Fails)]
    public void What_a_drill_showed_outweighs_what_is_believed(bool hasStarted, DrillVerdict expected)
    {
        var drills = DrillRecord.Empty.With("nas", new DrillResult(Now.AddDays(-3), "wol 02:00:00:00:00:01", hasStarted, IsBrokenOff: false, "nobody came"));
        Assert.Equal(expected, StartRehearsal.Judge(Lab, Lab.Node("nas")!, node => node == "cam", drills, Now).Verdict);
    }

    private static readonly DateTimeOffset Now = new(2028, 5, 6, 0, 0, 0, TimeSpan.Zero);

    private static DrillItem Judge(LabConfig lab, string node, Func<string, bool> isHeard) => StartRehearsal.Judge(lab, lab.Node(node)!, isHeard, DrillRecord.Empty, Now);
}
