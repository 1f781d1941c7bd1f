using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The coordinator's own machine goes by its lease, and nobody is left to journal that it is off.</summary>
public class WhoWentWithItsCoordinator
{
    private static readonly LabConfig Powered = Rack with
    {
        Nodes = [.. Rack.Nodes.Select(node => node with { Start = StartMethod.Power })],
        Policy = Rack.Policy with { Restart = new RestartPolicy { StableFor = TimeSpan.FromSeconds(30), ChargeRatio = 0.1, GateAtMost = TimeSpan.FromMinutes(5) } },
    };

    [Fact]
    public void Is_on_again_by_its_next_boot_although_the_journal_has_no_order_for_it_P28()
    {
        var lab = Outage(Harness(Powered), until: 500);
        lab.CrashesAt = entry => entry is { Transition: SequenceTransition.StepOrdered, Node: "hub" } ? CrashMoment.BeforeJournal : null;
        Boot(lab, 510, "hub").RunUntil(900);
        Assert.Equal(("hub", "lease"), (lab.Stops.Last().Node, lab.Stops.Last().Cause));
        Assert.Equal("hub is on again", Returned(lab, "hub").Detail);
    }

    [Fact]
    public void In_a_second_outage_too_in_which_it_waited_for_a_node_that_nobody_heard_since()
    {
        var lab = Harness(Powered, runtime: 900).At(10, it => it.Ups("u").Turn("OB DISCHRG LB")).At(130, it => it.Ups("u").Turn("OL CHRG"));
        Boot(lab, 140, "hub");
        Outage(lab, from: 160, until: 900);
        Boot(lab, 910, "hub", "web", "db", "nas").RunUntil(1400);
        Assert.Equal(["web", "db", "nas", "hub", "hub"], Order(lab));
        Assert.Equal("hub is on again", Returned(lab, "hub").Detail);
        Assert.DoesNotContain(lab.Journal, entry => entry.Detail.Contains("did not stop", StringComparison.Ordinal));
    }

    private static EngineHarness Boot(EngineHarness lab, double at, params string[] nodes) => lab.At(at, it =>
    {
        foreach (var node in nodes.Where(node => it.Agent(node).OffSince is not null))
        {
            it.Agent(node).Boot();
            it.CameBack(it.Agent(node));
        }
    });

    private static JournalEntry Returned(EngineHarness lab, string node) =>
        lab.Journal.Last(entry => entry.Transition == SequenceTransition.NodeReturned && entry.Nodes.Contains(node));
}
