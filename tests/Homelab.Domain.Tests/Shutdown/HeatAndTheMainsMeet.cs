using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>
/// The takeover table (docs/power-rules.md) where one of them comes while the other runs, or while the lab is started again. The hub refuses to stop, so that
/// somebody is there to see how it ends.
/// </summary>
public class HeatAndTheMainsMeet
{
    private static readonly LabConfig Hot = TheLabComesBack.Woken with
    {
        Policy = TheLabComesBack.Woken.Policy with { Heat = new HeatPolicy(45, TimeSpan.FromSeconds(8), 1) },
    };

    private static readonly LabConfig HotOnTwo = Hot with
    {
        Feeds = [.. Hot.Feeds, Ups("v", "hub.lan")],
        Nodes = [.. Hot.Nodes.Select(node => node.Name is "nas" or "hub" ? node with { Feeds = ["v"] } : node)],
        Services = [],
        Switches = [new SwitchConfig { Name = "core", Feeds = ["v"] }],
    };

    /// <summary>The hub alone tells: who has stopped while it was hot would keep its last word for two minutes.</summary>
    private static EngineHarness Play(EngineHarness lab, Func<EngineHarness, double, bool> isHot)
    {
        lab.Agent("hub").Refuses();
        lab.Clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            lab.Feeds.Heat.Observe("hub", isHot(lab, lab.SecondsOf(lab.Clock.Now)) ? 50 : 30, lab.Clock.Now);
            return true;
        });
        return lab;
    }

    private static EngineHarness Play(LabConfig config, int from, int to) =>
        Play(new EngineHarness(config, [("u", 4000), ("v", 4000)]), (_, second) => second >= from && second < to);

    private static List<(SequenceTransition What, Cause? Cause)> Turns(EngineHarness lab) =>
    [
        .. lab.Journal
            .Where(entry => entry.Transition is SequenceTransition.OutageOpened or SequenceTransition.CauseJoined or SequenceTransition.CauseGone or SequenceTransition.OutageEnded)
            .Select(entry => (entry.Transition, entry.Cause)),
    ];

    private static void Everybody(EngineHarness lab)
    {
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
        Assert.False(lab.Engine!.State.IsRunning || lab.Engine.State.Return.IsOpen);
    }

    [Fact]
    public void Heat_in_a_restart_begins_at_once_starts_nobody_meanwhile_and_inherits_who_is_to_be_on()
    {
        var lab = Play(TheLabComesBack.Half(Hot), (it, _) => it.Wire.Wakes.Count > 0 && it.Clock.Now < it.Wire.Wakes[0].At + TimeSpan.FromSeconds(120)).RunUntil(2400);
        Assert.Equal(
            [(SequenceTransition.OutageOpened, Cause.Outage), (SequenceTransition.OutageEnded, null), (SequenceTransition.OutageOpened, Cause.Heat), (SequenceTransition.OutageEnded, null)], Turns(lab));
        var opened = lab.Journal.Last(entry => entry.Transition == SequenceTransition.OutageOpened);
        var ended = lab.Journal.Last(entry => entry.Transition == SequenceTransition.OutageEnded);
        Assert.Superset(new HashSet<string> { "db", "web", "nas" }, opened.Nodes.ToHashSet());
        Assert.DoesNotContain(lab.Wire.Wakes, wake => wake.At > opened.At && wake.At < ended.At);
        Assert.Contains(lab.Stops, stop => stop.Node == "nas");
        Everybody(lab);
    }

    [Fact]
    public void Heat_joins_a_mains_outage_and_ends_all_waiting_and_what_it_committed_goes_on_when_it_has_left()
    {
        var lab = Play(Hot, from: 60, to: 72).At(10, it => it.Ups("u").Turn("OB DISCHRG")).RunUntil(67);
        Assert.Empty(lab.Stops);
        lab.RunUntil(71);
        Assert.Equal([Cause.Heat, Cause.Outage], lab.Engine!.State.Causes);
        Assert.Equal(["web"], Order(lab));
        lab.RunUntil(400);
        Assert.Equal([Cause.Outage], lab.Engine!.State.Causes);
        Assert.Equal([(SequenceTransition.OutageOpened, Cause.Outage), (SequenceTransition.CauseJoined, Cause.Heat), (SequenceTransition.CauseGone, Cause.Heat)], Turns(lab));
        Assert.Equal(["web", "db", "nas"], Order(lab));
        OneAfterTheOther(lab);
        lab.Ups("u").Turn("OL CHRG");
        Everybody(lab.RunUntil(1000));
    }

    [Fact]
    public void Heat_that_joins_gives_up_the_other_feed_too_and_gives_it_back_as_it_leaves()
    {
        var lab = Play(HotOnTwo, from: 60, to: 72).At(10, it => it.Ups("u").Turn("OB DISCHRG")).RunUntil(71);
        Assert.Equal(["u", "v"], lab.Engine!.State.Feeds.Keys);
        Assert.Contains("nas", Order(lab));
        lab.RunUntil(400);
        Assert.Equal([Cause.Outage], lab.Engine!.State.Causes);
        Assert.Null(lab.Agent("hub").State.Lease);
        lab.Ups("u").Turn("OL CHRG");
        Everybody(lab.RunUntil(1000));
    }

    [Fact]
    public void The_mains_join_heat_and_it_stays_hot()
    {
        var lab = Play(Hot, from: 10, to: 60).At(25, it => it.Ups("u").Turn("OB DISCHRG")).RunUntil(59);
        Assert.Equal([(SequenceTransition.OutageOpened, Cause.Heat), (SequenceTransition.CauseJoined, Cause.Outage)], Turns(lab));
        Assert.Equal([Cause.Heat, Cause.Outage], lab.Engine!.State.Causes);
    }

    [Fact]
    public void Heat_leaves_first_and_the_mains_go_on()
    {
        var lab = Play(Hot, from: 10, to: 30).At(25, it => it.Ups("u").Turn("OB DISCHRG")).RunUntil(200);
        Assert.Equal([(SequenceTransition.OutageOpened, Cause.Heat), (SequenceTransition.CauseJoined, Cause.Outage), (SequenceTransition.CauseGone, Cause.Heat)], Turns(lab));
        Assert.Equal([Cause.Outage], lab.Engine!.State.Causes);
        lab.Ups("u").Turn("OL CHRG");
        Everybody(lab.RunUntil(1000));
    }

    [Fact]
    public void The_mains_leave_first_and_nobody_is_started_while_it_is_hot()
    {
        var lab = Play(Hot, from: 10, to: 300).At(25, it => it.Ups("u").Turn("OB DISCHRG")).At(60, it => it.Ups("u").Turn("OL CHRG")).RunUntil(299);
        Assert.True(lab.Engine!.State.IsRunning);
        Assert.Equal(["web", "db", "nas"], Order(lab));
        OneAfterTheOther(lab);
        Assert.Empty(lab.Wire.Wakes);
        Everybody(lab.RunUntil(1200));
        Assert.Equal(SequenceTransition.OutageEnded, Turns(lab)[^1].What);
        Assert.Single(Turns(lab), turn => turn.What == SequenceTransition.OutageOpened);
    }
}
