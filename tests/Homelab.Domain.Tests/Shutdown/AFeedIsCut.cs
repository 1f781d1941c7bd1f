using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P25: the cut with return, when everything on the feed is off that the command does not go through.</summary>
public class AFeedIsCut
{
    /// <summary>The coordinator and the upsd on the feed that is cut: the command goes before them.</summary>
    internal static readonly LabConfig Cut = Rack with
    {
        Feeds = [Ups("u", "hub.lan") with { Cut = CutMode.Return, User = "homelab", Password = "secret:u" }],
        Nodes = [.. Rack.Nodes.Select(node => node with { Start = StartMethod.Power })],
        Policy = Rack.Policy with { Restart = new RestartPolicy { StableFor = TimeSpan.FromSeconds(30), ChargeRatio = 0.1, GateAtMost = TimeSpan.FromMinutes(5) } },
    };

    /// <summary>The coordinator has a feed of its own, and sees the cut from outside.</summary>
    private static readonly LabConfig FromOutside = Cut with
    {
        Feeds = [.. Cut.Feeds.Select(feed => feed with { Nut = new NutSource("ups", "elsewhere.lan") }), Ups("own", "hub.lan")],
        Nodes = [.. Cut.Nodes.Select(node => node.IsCoordinator ? node with { Feeds = ["own"] } : node)],
        Switches = [new SwitchConfig { Name = "core", Feeds = ["own"] }],
    };

    /// <summary>At low battery everything goes at once, so that the last host has time before its latest start.</summary>
    internal static EngineHarness Urgent() => Harness(Cut, runtime: 900).At(10, it => it.Ups("u").Turn("OB DISCHRG LB"));

    internal static EngineHarness Outside() => new(FromOutside, ("u", 500), ("own", 5000));

    private static List<SequenceTransition> Cuts(EngineHarness lab) =>
        [.. lab.Journal.Select(entry => entry.Transition).Where(transition => transition >= SequenceTransition.FsdSet)];

    private static Moment At(EngineHarness lab, SequenceTransition transition) => lab.Journal.Single(entry => entry.Transition == transition).At;

    [Fact]
    public void When_all_is_off_but_the_way_of_the_command_the_UPS_is_told_and_then_the_last_host_goes()
    {
        var lab = Outage(Harness(Cut, runtime: 600)).RunUntil(620);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.Equal([SequenceTransition.FsdSet, SequenceTransition.CutOrdered, SequenceTransition.CutConfirmed], Cuts(lab));
        Assert.True(At(lab, SequenceTransition.FsdSet) >= lab.Agent("nas").OffSince, "FSD was set while the nas ran");
        Assert.True(At(lab, SequenceTransition.CutConfirmed) <= lab.Stops[^1].At, "the hub went before the UPS had taken the cut");
        Assert.Empty(lab.Darkened);
        Assert.False(lab.Ups("u").IsLive);
    }

    [Fact]
    public void The_delay_is_no_shorter_than_what_still_has_to_stop()
    {
        var lab = Outage(Harness(Cut, runtime: 600));
        lab.Ups("u").DelayStep = TimeSpan.FromSeconds(60);
        lab.RunUntil(620);
        var ordered = lab.Journal.Single(entry => entry.Transition == SequenceTransition.CutOrdered);
        Assert.True(ordered.Delay >= TimeSpan.FromSeconds(10) + Cut.Policy.Tail);
        Assert.Equal(TimeSpan.FromSeconds(60), lab.Journal.Single(entry => entry.Transition == SequenceTransition.CutConfirmed).Delay);
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void What_is_left_until_it_counts_from_the_order_and_not_from_the_word_that_the_UPS_took_it()
    {
        var lab = Outage(Harness(Cut, runtime: 600));
        CutState? taken = null;
        lab.Watch = () => taken ??= lab.Engine?.State.Cuts.GetValueOrDefault("u") is { Phase: CutPhase.Confirmed } cut ? cut : null;
        lab.RunUntil(620);
        Assert.Equal(At(lab, SequenceTransition.CutOrdered) + taken!.Delay, taken.CutAt);
        Assert.Equal(At(lab, SequenceTransition.CutConfirmed) + taken.Delay, taken.CutBy);
        Assert.True(taken.CutAt < taken.CutBy);
    }

    [Fact]
    public void Where_somebody_is_only_presumed_off_the_tail_goes_by_before_the_cut_P20()
    {
        var lab = Outage(Outside()).RunUntil(520);
        Assert.Contains(lab.Journal, entry => entry.Transition == SequenceTransition.StepPresumed);
        Assert.True(lab.Journal.Single(entry => entry.Transition == SequenceTransition.CutOrdered).Delay >= FromOutside.Policy.Tail);
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void Everything_comes_back_where_the_mains_return_after_the_hub_began_to_stop()
    {
        var lab = Outage(Harness(Cut, runtime: 600));
        lab.At(0, it => it.Clock.Every(TimeSpan.FromMilliseconds(100), () =>
        {
            if (it.Stops.Count < 4)
            {
                return true;
            }

            it.Ups("u").Turn("OL CHRG");
            return false;
        })).RunUntil(1500);
        Assert.Empty(lab.Darkened);
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
        Assert.False(lab.Engine!.State.IsRunning || lab.Engine.State.Return.IsOpen);
    }

    [Fact]
    public void Seen_from_outside_it_waits_for_all_of_its_nodes_and_for_no_delay()
    {
        var lab = Outage(Outside()).RunUntil(600);
        Assert.Equal(["web", "db", "nas"], Order(lab));

        // Nobody listens there, and nothing would take the latch of an upsd back that runs on.
        Assert.Equal([SequenceTransition.CutOrdered, SequenceTransition.CutConfirmed], Cuts(lab));
        Assert.True(At(lab, SequenceTransition.CutOrdered) >= lab.Agents.Where(agent => agent.Name != "hub").Max(agent => agent.OffSince!.Value));
        Assert.Empty(lab.Darkened);
        Assert.True(lab.Agent("hub").IsRunning);
    }

    [Fact]
    public void Whom_an_operator_asked_to_stop_is_waited_for_too_for_the_cut_takes_its_power()
    {
        var lab = Outage(Outside());
        lab.At(100, it => it.Step(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = ["nas"] })).RunUntil(600);
        Assert.True(At(lab, SequenceTransition.CutOrdered) >= lab.Agents.Where(agent => agent.Name != "hub").Max(agent => agent.OffSince!.Value));
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void A_last_host_that_an_operator_asked_to_stop_has_the_delay_to_go()
    {
        var lab = Outage(Harness(Cut, runtime: 600));
        lab.At(100, it => it.Step(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = ["hub"] })).RunUntil(620);
        Assert.True(lab.Journal.Single(entry => entry.Transition == SequenceTransition.CutOrdered).Delay >= TimeSpan.FromSeconds(10) + Cut.Policy.Tail);
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void Who_listens_is_told_by_FSD_and_has_the_longest_stop_to_go()
    {
        var lab = Outside();
        lab.Ups("u").Logins.Add("10.0.0.9");
        Outage(lab).RunUntil(600);
        Assert.Equal([SequenceTransition.FsdSet, SequenceTransition.CutOrdered, SequenceTransition.CutConfirmed], Cuts(lab));
        Assert.True(lab.Journal.Single(entry => entry.Transition == SequenceTransition.CutOrdered).Delay >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void After_a_cut_from_outside_a_latched_FSD_keeps_nobody_down()
    {
        var lab = Outside();
        lab.Ups("u").Logins.Add("10.0.0.9");
        Outage(lab, until: 700).RunUntil(1500);
        Assert.True(lab.Ups("u").IsForced);
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
        Assert.False(lab.Engine!.State.IsRunning || lab.Engine.State.Return.IsOpen);
    }

    [Fact]
    public void A_UPS_that_refuses_is_named_and_holds_nobody_up()
    {
        var lab = Outage(Harness(Cut, runtime: 600));
        lab.Ups("u").RefusesCut = "The NUT server answered ERR CMD-NOT-SUPPORTED to INSTCMD ups shutdown.return.";
        lab.RunUntil(620);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        Assert.Equal([SequenceTransition.FsdSet, SequenceTransition.CutOrdered, SequenceTransition.CutRefused], Cuts(lab));
        Assert.Contains(lab.Said, said => said is { Code: "CutRefused", Priority: 3 } && said.Message.Contains("CMD-NOT-SUPPORTED", StringComparison.Ordinal));
    }

    [Fact]
    public void A_UPS_that_says_nothing_is_not_waited_for_past_the_bound()
    {
        var lab = Urgent();
        lab.Ups("u").IsDeaf = true;
        lab.RunUntil(620);
        Assert.Equal([SequenceTransition.FsdSet, SequenceTransition.CutOrdered, SequenceTransition.CutRefused], Cuts(lab));
        Assert.InRange((At(lab, SequenceTransition.CutRefused) - At(lab, SequenceTransition.FsdSet)).TotalSeconds, 27, 30);
        Assert.Equal("hub", lab.Stops[^1].Node);
    }

    [Fact]
    public void Who_is_not_off_at_the_last_hosts_latest_start_is_not_cut_off()
    {
        var lab = Outage(Harness(Cut, runtime: 400));
        lab.Agent("web").Refuses();
        lab.RunUntil(420);
        Assert.Equal([SequenceTransition.CutAborted], Cuts(lab));
        Assert.Empty(lab.Ups("u").Told);
        Assert.Contains("web is not off", lab.Journal.Single(entry => entry.Transition == SequenceTransition.CutAborted).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void From_outside_it_waits_for_the_end_of_the_battery_less_the_margin()
    {
        var lab = Outage(Outside());
        lab.Agent("web").Refuses();
        lab.RunUntil(600);
        Assert.InRange(lab.SecondsOf(At(lab, SequenceTransition.CutOrdered)), 10 + 500 - 60, 10 + 500 - 60 + 3);
        Assert.Equal(["web"], lab.Darkened);
    }

    [Fact]
    public void Mains_that_are_back_between_FSD_and_the_order_take_it_back()
    {
        var lab = Harness(Cut, runtime: 600);
        lab.CrashesAt = entry =>
        {
            if (entry.Transition == SequenceTransition.FsdSet)
            {
                lab.Ups("u").Turn("OL CHRG");
            }

            return null;
        };
        Outage(lab).RunUntil(1200);
        Assert.Equal([SequenceTransition.FsdSet, SequenceTransition.CutAborted], Cuts(lab));
        Assert.Empty(lab.Darkened);
        Assert.True(lab.Agent("hub").IsRunning, "the hub was stopped for a cut that was taken back");
        Assert.False(lab.Engine!.State.IsRunning);
        Assert.DoesNotContain(lab.Ups("u").Told, told => told.Told is OutageEffect.CutFeed);
    }

    [Fact]
    public void A_feed_that_may_not_be_cut_is_left_alone()
    {
        var lab = Outage(Harness(Cut with { Feeds = [.. Cut.Feeds.Select(feed => feed with { Cut = CutMode.None })] }, runtime: 600)).RunUntil(620);
        Assert.Empty(Cuts(lab));
        Assert.Empty(lab.Ups("u").Told);
    }

    [Fact]
    public void What_an_operator_shuts_down_is_not_cut()
    {
        var lab = Harness(Cut, runtime: 600);
        lab.At(10, it => it.AskUntilDone(OperatorWish.ShutDown, state => state.Causes.Contains(Cause.Operator))).RunUntil(600);
        Assert.Equal(4, lab.Stops.Count);
        Assert.Empty(Cuts(lab));
    }

    [Fact]
    public void In_observe_mode_nothing_is_told_to_the_UPS()
    {
        var lab = Outage(Harness(Cut with { Mode = LabMode.Observe }, runtime: 600)).RunUntil(620);
        Assert.Empty(Cuts(lab));
        Assert.Empty(lab.Ups("u").Told);
    }

    [Fact]
    public void The_plan_says_what_it_waits_for()
    {
        var cut = Assert.Single(StopPlanner.Plan(Cut, [Dying("u", 600)], After(10), 1).Cuts);
        Assert.Equal(("u", "stop:db stop:nas stop:web", "stop:hub", true), (cut.Feed, string.Join(" ", cut.After.Order()), string.Join(" ", cut.Before), cut.SetsForcedShutdown));
        Assert.Equal("when web, db and nas are off, after FSD is set, for hub stops within the delay", cut.Reason);
    }
}
