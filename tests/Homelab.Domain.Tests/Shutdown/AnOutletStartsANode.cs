using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>web and db start when their outlets come on; nobody who runs ever loses his power for it (P20, P28).</summary>
public class AnOutletStartsANode
{
    internal static readonly LabConfig Switched = TheLabComesBack.Woken with
    {
        Feeds = [.. Rack.Feeds.Select(feed => feed with { User = "homelab", Password = "secret:u" })],
        Nodes = [.. Rack.Nodes.Select(node => node with { Start = node.IsCoordinator ? StartMethod.Power : StartMethod.ByOutlet(new OutletPlace("u", node.Name switch { "db" => 2, "web" => 3, _ => 4 })) })],
    };

    private static IEnumerable<JournalEntry> Starts(EngineHarness lab, string node) => lab.Journal.Where(entry => entry.Transition == SequenceTransition.StartOrdered && entry.Node == node);

    private static void Ask(EngineHarness lab, OperatorWish wish) => lab.Step(new OutageInput.OperatorAsked(wish, "ada", []) { Nodes = ["web"] });

    [Fact]
    public void What_went_off_is_switched_off_and_on_once_and_comes_back_needs_first()
    {
        var lab = TheLabComesBack.Half(Switched).RunUntil(1500);
        TheLabComesBack.Everybody(lab);
        Assert.Equal([("db", "off", false), ("db", "on", false), ("web", "off", false), ("web", "on", false)], lab.Outlets);
        Assert.All(lab.Journal.Where(entry => entry.Transition == SequenceTransition.StartOrdered), entry => Assert.Equal(OutletAct.Cycle, entry.Outlet));
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void Nothing_goes_off_before_what_came_on_with_the_mains_has_had_a_boot()
    {
        var lab = TheLabComesBack.Half(Switched).RunUntil(1500);
        var back = lab.Journal.First(entry => entry.Transition == SequenceTransition.MainsBack).At;
        Assert.True(Starts(lab, "db").First().At - back >= Switched.Policy.Restart.BootAtMost - TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_node_that_fell_silent_and_runs_is_switched_on_and_never_off()
    {
        var lab = Outage(Harness(Switched), until: 60);
        lab.At(20, it => it.Agent("web").IsLinkUp = false).RunUntil(3000);
        Assert.DoesNotContain(lab.Outlets, done => done.Switched == "off");
        Assert.All(Starts(lab, "web"), entry => Assert.Equal(OutletAct.On, entry.Outlet));
        Assert.Equal(3, Starts(lab, "web").Count());
        Assert.Contains(lab.Said, said => said is { Code: "NodeMissed", Subject: "web" });
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void An_outlet_that_still_carries_its_node_is_not_switched_off()
    {
        var lab = TheLabComesBack.Half(Switched);
        lab.Ups("u").Says["outlet.2.realpower"] = "41";
        lab.RunUntil(1300);
        Assert.DoesNotContain(lab.Outlets, done => done is ("db", "off", _));
        Assert.Equal(OutletAct.On, Starts(lab, "db").First().Outlet);
    }

    [Fact]
    public void A_meter_that_showed_a_load_and_shows_none_is_the_second_sign_and_one_that_never_showed_any_is_not_P20()
    {
        EngineHarness Played(string before)
        {
            var lab = Outage(Harness(Switched));
            lab.Ups("u").Says["outlet.3.realpower"] = before;
            lab.At(0, it => it.Clock.Every(TimeSpan.FromSeconds(1), () =>
            {
                it.Ups("u").Says["outlet.3.realpower"] = it.Agent("web").OffSince is null ? before : "0";
                return true;
            }));
            return lab.RunUntil(400);
        }

        Assert.Contains(Played("41").Journal, entry => entry is { Transition: SequenceTransition.StepSeenOff, Node: "web" });
        Assert.DoesNotContain(Played("0").Journal, entry => entry is { Transition: SequenceTransition.StepSeenOff, Node: "web" });
    }

    [Fact]
    public void A_coordinator_that_died_over_it_does_not_switch_off_what_may_boot_by_now()
    {
        var isCrashed = false;
        var lab = TheLabComesBack.Half(Switched);
        lab.BootTakes = TimeSpan.FromMinutes(2);
        lab.At(0, it => it.Clock.Every(TimeSpan.FromMilliseconds(500), () =>
        {
            if (it.Outlets is not [_, (_, "on", _), ..])
            {
                return true;
            }

            isCrashed = true;
            it.StopCoordinator();
            it.Clock.After(TimeSpan.FromSeconds(20), () => it.StartCoordinator());
            return false;
        })).RunUntil(2400);
        Assert.True(isCrashed);
        Assert.Single(lab.Outlets, done => done.Switched == "off");
        Assert.True(lab.Agent("db").IsRunning);

        // The new one has not heard web itself, whose outlet is on: it stays dark, and is named.
        Assert.Contains(lab.Said, said => said is { Code: "NodeMissed", Subject: "web" });
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void A_live_drill_goes_by_the_outlet_and_proves_it_P23()
    {
        var lab = Harness(Switched, runtime: 4000).At(10, it => Ask(it, OperatorWish.Drill)).RunUntil(900);
        var result = lab.Engine!.Drills.Results["web"];
        Assert.Equal((true, "outlet 3 of u"), (result.HasStarted, result.Way));
        Assert.Equal(DrillStanding.Proven, lab.Engine.Drills.Of(Switched.Node("web")!, Switched.Policy, result.At));
        Assert.Equal([("web", "off", false), ("web", "on", false)], lab.Outlets);
    }

    [Fact]
    public void What_an_operator_shut_down_is_started_by_its_outlet_when_an_operator_wants_it()
    {
        var lab = Harness(Switched, runtime: 4000).At(10, it => Ask(it, OperatorWish.ShutDown)).At(300, it => Ask(it, OperatorWish.Start)).RunUntil(1200);
        Assert.True(lab.Agent("web").IsRunning);
        Assert.Equal([("web", "off", false), ("web", "on", false)], lab.Outlets);
    }

    [Fact]
    public void A_UPS_that_refuses_the_off_is_told_no_second_one_for_it_may_have_done_it_and_is_named()
    {
        var lab = TheLabComesBack.Half(Switched);
        lab.RefusesOutlets = "outlet.2.load.off failed (Failed)";
        lab.RunUntil(3500);
        Assert.Equal([OutletAct.Cycle, OutletAct.On, OutletAct.On], Starts(lab, "db").Select(entry => entry.Outlet));
        Assert.Contains(lab.Said, said => said is { Code: "NodeMissed", Subject: "db" } && said.Message.Contains("the UPS refused: outlet.2.load.off failed", StringComparison.Ordinal));
    }

    [Fact]
    public void While_the_journal_does_not_answer_no_outlet_is_switched_P22() =>
        Assert.Empty(Unjournalled.MayStill([new OutageEffect.SwitchOutlet("web", new OutletPlace("u", 3), OutletAct.On)]));

    [Fact]
    public void A_journal_that_lags_behind_holds_the_off_up_and_does_not_use_it_up_P22()
    {
        var lab = TheLabComesBack.Half(Switched);
        var until = Moment.Never;
        lab.Filter = effect =>
        {
            if (effect is not OutageEffect.SwitchOutlet || lab.Clock.Now >= until)
            {
                return effect;
            }

            until = until == Moment.Never ? lab.Clock.Now + TimeSpan.FromSeconds(40) : until;
            foreach (var withheld in Unjournalled.Withheld([effect]))
            {
                lab.Clock.After(TimeSpan.Zero, () => lab.Step(withheld));
            }

            return Unjournalled.MayStill([effect]).SingleOrDefault();
        };
        lab.RunUntil(1500);
        Assert.True(until < lab.Clock.Now);
        TheLabComesBack.Everybody(lab);
        Assert.Equal([("db", "off", false), ("db", "on", false), ("web", "off", false), ("web", "on", false)], lab.Outlets);
    }

    [Fact]
    public void Who_is_to_look_for_the_mains_is_started_by_its_outlet_in_the_outage_itself()
    {
        var attic = SomebodyIsStartedToLook.Attic;
        var lab = SomebodyIsStartedToLook.Play(
            attic with { Nodes = [.. attic.Nodes.Select(node => node.Name == "nas" ? node with { Feeds = ["v"], Start = StartMethod.ByOutlet(new OutletPlace("v", 2)) } : node)] }, runtime: 4000, other: 400, "u", "v");
        lab.At(330, it => it.Ups("v").Turn("OL CHRG")).RunUntil(1000);
        Assert.Contains("nas", lab.Stops.Select(stop => stop.Node));
        var look = Assert.Single(SomebodyIsStartedToLook.Looks(lab));
        Assert.Equal(OutletAct.Cycle, look.Outlet);
        Assert.True(lab.SecondsOf(look.At) >= 330 + attic.Policy.Restart.BootAtMost.TotalSeconds);
        Assert.Equal([("nas", "off", false), ("nas", "on", false)], lab.Outlets);
        Assert.True(lab.Agent("nas").IsRunning && lab.Engine!.State.IsRunning, "u is on battery, and nas reads it");
    }

    [Fact]
    public void A_journal_that_begins_anew_still_knows_who_was_off()
    {
        var opened = new JournalEntry
        {
            Transition = SequenceTransition.OutageOpened, OutageId = "o-2", HostBootId = "h", At = Moment.Zero, Feeds = ["u"], Nodes = ["web"], Owed = [new OwedNode("web", "boot-1", true, WasOff: true)],
        };
        Assert.Equal("boot-1", Sequence.Apply(OutageState.None, opened).Return.Off["web"]);
        var again = Sequence.Apply(Sequence.Apply(OutageState.None, opened), opened with { Transition = SequenceTransition.StepOrdered, Step = "stop:web", Node = "web", NodeBootId = "boot-2" });
        Assert.Empty(again.Return.Off);
    }
}
