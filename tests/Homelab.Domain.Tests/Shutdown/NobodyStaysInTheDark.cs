using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P26, and P25's last sentence: a cut that is refused or aborted leaves nobody off whose power never went.</summary>
public class NobodyStaysInTheDark
{
    private static EngineHarness BackOnce(EngineHarness lab, Func<EngineHarness, bool> then)
    {
        lab.Clock.Every(TimeSpan.FromMilliseconds(100), () =>
        {
            if (!then(lab))
            {
                return true;
            }

            lab.Ups("u").Turn("OL CHRG");
            return false;
        });
        return lab;
    }

    private static void AllOn(EngineHarness lab)
    {
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
        Assert.False(lab.Engine!.State.IsRunning || lab.Engine.State.Return.IsOpen);
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void Where_the_cut_is_refused_and_the_mains_return_after_the_last_host_went()
    {
        var lab = AFeedIsCut.Urgent();
        lab.Ups("u").RefusesCut = "its driver lists no shutdown.return";
        BackOnce(lab, it => it.Stops.Count == 4).RunUntil(3000);
        AllOn(lab);
    }

    [Fact]
    public void Where_the_mains_return_before_the_last_host_went_and_nothing_is_cut()
    {
        var lab = AFeedIsCut.Urgent();
        BackOnce(lab, it => it.Stops.Count == 2).RunUntil(3000);
        Assert.DoesNotContain(lab.Ups("u").Told, told => told.Told is OutageEffect.CutFeed);
        AllOn(lab);
        Assert.DoesNotContain(lab.Journal, entry => entry.Transition == SequenceTransition.NodeMissed);
    }

    [Fact]
    public void Where_the_UPS_takes_its_cut_and_never_does_it()
    {
        var lab = AFeedIsCut.Urgent();
        lab.Ups("u").LosesCuts = true;
        BackOnce(lab, it => it.Stops.Count == 4).RunUntil(3000);
        Assert.Equal(["db", "nas", "web"], lab.Agents.Where(agent => agent.IsRunning).Select(agent => agent.Name).Order());
    }

    [Fact]
    public void The_coordinators_host_powers_off_plainly_where_its_cut_is_confirmed_P26()
    {
        var lab = AFeedIsCut.Urgent().RunUntil(600);
        Assert.Equal(PowerEnd.Off, lab.Agent("hub").End);
        Assert.NotNull(lab.Agent("nas").End!.RebootAfter);
    }

    [Fact]
    public void It_waits_and_reboots_where_its_cut_is_not_confirmed_or_there_is_none_P26()
    {
        var refused = AFeedIsCut.Urgent();
        refused.Ups("u").RefusesCut = "it knows no such command";
        refused.RunUntil(600);
        Assert.True(refused.Agent("hub").End!.RebootAfter > TimeSpan.FromMinutes(5), "it would start again before its battery is empty");

        var none = Harness(AFeedIsCut.Cut with { Feeds = [.. AFeedIsCut.Cut.Feeds.Select(feed => feed with { Cut = CutMode.None })] }, runtime: 600);
        Outage(none).RunUntil(620);
        Assert.NotNull(none.Agent("hub").End!.RebootAfter);
        Assert.Null(none.Agent("nas").End!.RebootAfter);
    }

    [Fact]
    public void A_host_whose_UPS_cannot_wait_as_long_as_its_stop_gives_the_command_as_the_last_thing_that_it_does()
    {
        var lab = AFeedIsCut.Urgent();
        lab.Ups("u").RefusesCut = "its ups.delay.shutdown is 20 and cannot be set to 42 s";
        lab.RunUntil(600);
        Assert.Equal("ups", lab.Agent("hub").End!.LateCut);
        Assert.Equal("", lab.Agent("nas").End!.LateCut);
    }

    private static LabConfig OnItsHat => AFeedIsCut.Cut with
    {
        Feeds = [.. AFeedIsCut.Cut.Feeds, new FeedConfig { Name = "hat", Hat = new HatSource("web") { Board = HatBoards.Find("pijuice") }, Cut = CutMode.Return }],
        Nodes = [.. AFeedIsCut.Cut.Nodes.Select(node => node.Name == "web" ? node with { Feeds = ["hat"], Start = StartMethod.Power } : node)],
    };

    [Fact]
    public void A_node_on_its_own_HAT_has_it_cut_as_the_last_thing_that_it_does_however_it_goes()
    {
        Assert.Equal("pijuice bus=1 address=0x14", PowerEnd.LateHatOf(OnItsHat, OnItsHat.Node("web")!));
        Assert.Equal("", PowerEnd.LateHatOf(OnItsHat, OnItsHat.Node("nas")!));

        var watch = PlanPosition.Of(OnItsHat)["web"];
        Assert.Equal("pijuice bus=1 address=0x14", watch.LateHat);
        var state = new AgentPowerState { BootId = "b", Watch = watch, Lease = new AgentLease("o", new Fence("l", 1, "i", 1), 1, Moment.FromSeconds(10), false, ["hat"]) };
        var off = Assert.Single(LastResort.Advance(state, new AgentPowerInput.Tick(), Moment.FromSeconds(11)).Effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Equal((watch.RebootAfter, "pijuice bus=1 address=0x14"), (off.End.RebootAfter, off.End.LateHat));

        // The coordinator cuts no HAT, and says who does.
        FeedAssessment dies = new() { Feed = "hat", Condition = FeedCondition.OnBattery, OnBatterySince = Moment.Zero, Runtime = TimeSpan.FromMinutes(10), RuntimeAt = Moment.Zero };
        var plan = StopPlanner.Plan(new StopPlanRequest { Lab = OnItsHat, Feeds = [dies], Now = Moment.Zero, Generation = 1 });
        Assert.DoesNotContain(plan.Cuts, cut => cut.Feed == "hat");
        Assert.Contains("web has hat cut as the last thing that it does, unless the mains are back by then.", plan.Notes);
        Assert.NotNull(plan.StepOf("web")!.RebootAt);
    }

    [Fact]
    public void Who_is_to_stay_off_has_no_HAT_cut()
    {
        var asked = StopPlanner.Plan(new StopPlanRequest
        {
            Lab = OnItsHat, Feeds = [new FeedAssessment { Feed = "hat", Condition = FeedCondition.ForcedShutdown, OnBatterySince = Moment.Zero, IsGivenUp = true, Fired = [new FiredTrigger(FiredTrigger.Heat, Moment.Zero, "it is too hot")] }], Now = Moment.Zero, Generation = 1,
        });
        Assert.Null(asked.StepOf("web")!.RebootAt);
    }

    [Fact]
    public void A_lease_that_runs_out_ends_the_same_way()
    {
        var watch = PlanPosition.Of(AFeedIsCut.Cut)["web"];
        Assert.True(watch.RebootAfter > watch.Reserve);
        Assert.Null(PlanPosition.Of(Rack)["web"].RebootAfter);
        var state = new AgentPowerState { BootId = "b", Watch = watch, Lease = new AgentLease("o", new Fence("l", 1, "i", 1), 1, Moment.FromSeconds(10), false, ["u"]) };
        var off = Assert.Single(LastResort.Advance(state, new AgentPowerInput.Tick(), Moment.FromSeconds(11)).Effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Equal(watch.RebootAfter, off.End.RebootAfter);
    }

    [Fact]
    public void What_an_operator_shuts_down_stays_off()
    {
        var lab = Harness(AFeedIsCut.Cut, runtime: 600);
        lab.At(10, it => it.AskUntilDone(OperatorWish.ShutDown, state => state.Causes.Contains(Cause.Operator))).RunUntil(3000);
        Assert.All(lab.Agents, agent => Assert.Equal(PowerEnd.Off, agent.End));
        Assert.All(lab.Agents, agent => Assert.False(agent.IsRunning));
    }
}
