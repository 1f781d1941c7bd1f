using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The shipped engine and agents against scripts. web needs db, db needs the nas; the coordinator runs on hub.</summary>
public class AnOutageIsPlayed
{
    internal static readonly LabConfig Rack = LabOf(
        [Ups("u", "hub.lan")],
        [
            Hub("hub", 10, "u") with { Switch = "core" }, Node("web", 20, "u") with { Switch = "core" },
            Node("db", 20, "u") with { Switch = "core" }, Node("nas", 30, "u") with { Switch = "core" },
        ],
        [Service("site", ["web"], ["sql"]), Service("sql", ["db"], ["files"]), Service("files", ["nas"])],
        [new SwitchConfig { Name = "core", Feeds = ["u"] }]);

    internal static EngineHarness Harness(LabConfig? lab = null, int runtime = 400) => new(lab ?? Rack, ("u", runtime));

    internal static string[] Order(EngineHarness lab) => [.. lab.Stops.Select(stop => stop.Node)];

    internal static EngineHarness Outage(EngineHarness lab, double from = 10, double? until = null)
    {
        lab.At(from, it => it.Ups("u").Turn("OB DISCHRG"));
        return until is { } end ? lab.At(end, it => it.Ups("u").Turn("OL CHRG")) : lab;
    }

    /// <summary>Each begins to stop only when what needs it is truly off.</summary>
    internal static void OneAfterTheOther(EngineHarness lab)
    {
        var stops = lab.Stops.ToList();
        foreach (var (before, after) in stops.Zip(stops.Skip(1)))
        {
            Assert.True(lab.Agent(before.Node).OffSince <= after.At, $"{before.Node} still ran when {after.Node} began to stop");
        }
    }

    internal static void ObeyedOnce(EngineHarness lab) => Assert.All(
        lab.Agents.SelectMany(agent => agent.PowerOffs).GroupBy(order => order), order => Assert.Single(order));

    [Fact]
    public void An_outage_shorter_than_the_grace_stops_nothing_I3()
    {
        var lab = Outage(Harness(), until: 35).RunUntil(600);
        Assert.Empty(lab.Stops);
        Assert.Equal(
            [SequenceTransition.OutageOpened, SequenceTransition.MainsBack, SequenceTransition.OutageEnded], lab.Journal.Select(entry => entry.Transition));
        Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void Every_agent_holds_a_lease_at_the_first_poll_on_battery_P4()
    {
        var lab = Outage(Harness()).RunUntil(13);
        Assert.All(lab.Agents, agent => Assert.NotNull(agent.State.Lease));
        Assert.DoesNotContain(lab.Journal, entry => entry.Transition == SequenceTransition.StepOrdered);
    }

    [Fact]
    public void A_long_outage_stops_consumers_before_needs_and_the_coordinator_last()
    {
        var lab = Outage(Harness()).RunUntil(400);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        ObeyedOnce(lab);
        Assert.All(lab.Stops, stop => Assert.Equal("order", stop.Cause));
        Assert.All(lab.Agents, agent => Assert.True(lab.SecondsOf(agent.OffSince!.Value) < 10 + 400 - 60 + 1, $"{agent.Name} was off too late"));
        Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.FeedCommitted);
    }

    [Fact]
    public void Without_a_runtime_the_order_starts_when_the_grace_is_over()
    {
        var lab = Harness();
        lab.Ups("u").TellsRuntime = false;
        Outage(lab).RunUntil(300);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 40, 43);
    }

    [Fact]
    public void At_low_battery_nobody_waits_for_the_grace()
    {
        var lab = Harness();
        lab.At(10, it => it.Ups("u").Turn("OB DISCHRG LB")).RunUntil(200);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 10, 13);
    }

    [Fact]
    public void Mains_that_return_cancel_what_was_not_ordered()
    {
        var lab = Outage(Harness());
        lab.At(0, it => it.Clock.Every(TimeSpan.FromMilliseconds(100), () =>
        {
            if (it.Stops.Count == 2)
            {
                it.Ups("u").Turn("OL CHRG");
            }

            return it.Stops.Count < 2;
        })).RunUntil(900);
        Assert.Equal(["web", "db"], Order(lab));
        Assert.True(lab.Agent("nas").IsRunning && lab.Agent("hub").IsRunning);
        Assert.False(lab.Engine!.State.IsRunning);
        Assert.All([lab.Agent("nas"), lab.Agent("hub")], agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void Flapping_mains_are_one_outage_and_time_on_battery_adds_up_P18()
    {
        var lab = Harness();
        for (var i = 0; i < 8; i++)
        {
            Outage(lab, from: 10 + (i * 12), until: 10 + (i * 12) + 6);
        }

        lab.RunUntil(200);
        Assert.Empty(lab.Stops);
        Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.OutageOpened);
        var over = Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.GraceOver);
        Assert.InRange(lab.SecondsOf(over.At), 10 + (4 * 12) + 5, 10 + (5 * 12) + 3);
        Assert.Equal(SequenceTransition.OutageEnded, lab.Journal[^1].Transition);
    }

    [Fact]
    public void A_node_that_never_answers_is_waited_for_until_the_latest_start_and_no_longer_P19()
    {
        var lab = Harness();
        lab.Agent("db").SwitchOff();
        Outage(lab).RunUntil(400);
        Assert.Equal(["web", "nas", "hub"], Order(lab));
        var plan = StopPlanner.Plan(Rack, [Dying("u", 400)], After(299), 1);
        Assert.InRange((lab.SecondsOf(lab.Stops[1].At) - 10) - (plan.StepOf("nas")!.LatestStart - Start).TotalSeconds, 0, 3);
    }

    [Fact]
    public void A_machine_that_was_off_before_calls_nobody_down_early()
    {
        // Its meter shows nothing and its neighbours answer: it is seen off before the grace is over.
        var lab = Harness();
        lab.Agent("web").SwitchOff();
        lab.RunUntil(100);
        lab.Agent("web").IsMetered = true;
        Outage(lab, from: 101, until: 150).RunUntil(300);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.StepSeenOff, Node: "web" });
        Assert.Empty(lab.Stops);
    }

    [Fact]
    public void A_node_that_refuses_is_passed_and_named()
    {
        var lab = Harness();
        lab.Agent("db").Refuses();
        Outage(lab).RunUntil(400);
        Assert.Equal(["web", "nas", "hub"], Order(lab));
        Assert.Contains(lab.Said, said => said.Code == "StepRefused" && said.Message.Contains("db: NotAllowed", StringComparison.Ordinal));
        Assert.True(lab.Agent("db").IsRunning);
    }

    [Fact]
    public void A_power_off_that_fails_for_a_while_happens_when_it_can()
    {
        var lab = Harness();
        lab.Agent("web").PowerOffFails = true;
        lab.At(290, it => it.Agent("web").PowerOffFails = false);
        Outage(lab).RunUntil(400);
        Assert.Equal("lease", lab.Stops.Single(stop => stop.Node == "web").Cause);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.StepRefused, Node: "web" });
    }

    [Fact]
    public void A_node_that_reboots_in_mid_outage_is_ordered_again_as_another_boot()
    {
        var lab = Harness();
        Outage(lab);
        lab.At(0, it => it.Clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            if (it.Agent("web").OffSince is null)
            {
                return true;
            }

            it.Agent("web").Boot();
            return false;
        })).RunUntil(400);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.StepReopened, Node: "web" });
        Assert.Equal(2, lab.Stops.Count(stop => stop.Node == "web"));
        Assert.Equal(2, lab.Agent("web").PowerOffs.Distinct().Count());
        ObeyedOnce(lab);
        Assert.Equal("hub", lab.Stops[^1].Node);
    }

    [Fact]
    public void Without_the_coordinator_the_leases_take_the_lab_down_in_the_same_order()
    {
        var lab = Outage(Harness());
        lab.At(60, it => it.StopCoordinator()).RunUntil(400);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.All(lab.Stops, stop => Assert.Equal("lease", stop.Cause));
    }

    [Fact]
    public void Cut_off_from_the_coordinator_a_node_goes_by_its_lease_in_its_place()
    {
        var lab = Outage(Harness());
        lab.At(60, it => it.Agent("db").IsLinkUp = false).RunUntil(400);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.Equal(["order", "lease", "order", "order"], lab.Stops.Select(stop => stop.Cause));
        Assert.DoesNotContain(lab.Said, said => said.Code == "LeaseForced");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(255)]
    [InlineData(275)]
    [InlineData(300)]
    public void A_coordinator_that_restarts_finishes_the_same_order(double at)
    {
        var lab = Outage(Harness());
        lab.At(at, it => it.StopCoordinator()).At(at + 3, it => it.StartCoordinator()).RunUntil(400);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        ObeyedOnce(lab);
        Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.OutageOpened);
    }

    [Fact]
    public void An_agent_that_restarts_keeps_its_lease_I8()
    {
        var lab = Outage(Harness());
        lab.At(60, it => it.StopCoordinator()).At(70, it => it.Agent("db").RestartProcess()).RunUntil(400);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
    }

    [Fact]
    public void In_observe_mode_everything_is_said_and_nothing_is_stopped_I9()
    {
        var lab = Outage(Harness(Rack with { Mode = LabMode.Observe })).RunUntil(500);
        Assert.Empty(lab.Stops);
        Assert.Equal(
            ["web", "db", "nas", "hub"],
            lab.Journal.Where(entry => entry.Transition == SequenceTransition.StepAdvised).Select(entry => entry.Node));
        Assert.DoesNotContain(lab.Journal, entry => entry.Transition is SequenceTransition.StepOrdered or SequenceTransition.StepPresumed);
    }

    [Fact]
    public void Observing_a_node_that_cannot_be_heard_presumes_nothing()
    {
        var lab = Outage(Harness(Rack with { Mode = LabMode.Observe }));
        lab.At(60, it => it.Agent("web").IsLinkUp = false).RunUntil(500);
        Assert.DoesNotContain(lab.Journal, entry => entry.Transition == SequenceTransition.StepPresumed);
    }

    [Fact]
    public void A_node_that_was_away_when_the_outage_ended_is_told_when_it_comes_back()
    {
        var lab = Outage(Harness(), until: 60);
        lab.At(50, it => it.Agent("db").IsLinkUp = false).At(90, it => it.Agent("db").IsLinkUp = true).RunUntil(900);
        Assert.Empty(lab.Stops);
        Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void An_end_that_was_lost_is_told_again()
    {
        var lab = Outage(Harness(), until: 60);
        var lost = 0;
        lab.Filter = effect => effect is OutageEffect.TellEnded && lost++ < 4 ? null : effect;
        lab.RunUntil(900);
        Assert.Empty(lab.Stops);
        Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void A_cold_started_coordinator_ends_the_leases_that_it_finds_once_it_has_read_the_feeds()
    {
        var lab = Outage(Harness(), until: 58);
        lab.At(57, it => it.StopCoordinator()).At(60, it =>
        {
            it.Journal.Clear();
            it.StartCoordinator();
        }).RunUntil(900);
        Assert.Empty(lab.Stops);
        Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void A_step_announces_once_and_not_each_beat()
    {
        var lab = Harness();
        lab.Agent("db").Refuses();
        Outage(lab).RunUntil(400);
        Assert.All(lab.Said.GroupBy(said => said), said => Assert.Single(said));
        Assert.InRange(lab.Said.Count, 8, 20);
    }

    [Fact]
    public void A_runner_that_stood_still_reads_before_it_sends_P6()
    {
        var lab = Outage(Harness());
        lab.RunUntil(100);
        var engine = lab.Engine!;
        lab.StopCoordinator();
        lab.RunUntil(200);
        var beat = new OutageInput.NodeBeat("web", 9999, lab.Clock.Now);
        Assert.Empty(engine.Step(beat, DateTimeOffset.UnixEpoch, lab.Clock.Now).Effects);
        var old = Dying("u", 400) with { LastReading = lab.Clock.Now - TimeSpan.FromSeconds(50), OnBatterySince = lab.Clock.Now - TimeSpan.FromSeconds(190), Runtime = TimeSpan.FromSeconds(200), RuntimeAt = lab.Clock.Now };
        Assert.Empty(engine.Step(new OutageInput.FeedsAssessed([old]), DateTimeOffset.UnixEpoch, lab.Clock.Now).Effects);
        var read = engine.Step(new OutageInput.FeedsAssessed([old with { LastReading = lab.Clock.Now }]), DateTimeOffset.UnixEpoch, lab.Clock.Now);
        Assert.Contains(read.Effects, effect => effect is OutageEffect.RenewLease { Node: "web" });
    }

    [Fact]
    public void Above_what_an_agent_has_obeyed_the_coordinator_rises_and_says_so_P3()
    {
        var engine = new OutageEngine(Rack, new Fence("lab:attic", 3, "new", 0), "h", [], Start);
        OutageInput.NodeHello Hello(ulong epoch, string lineage = "lab:attic") => new("web", "b", Start, new Fence(lineage, epoch, "old", 9), null, []);
        Assert.Empty(engine.Step(Hello(2), DateTimeOffset.UnixEpoch, Start).Effects);
        Assert.Empty(engine.Step(Hello(50, "lab:cellar"), DateTimeOffset.UnixEpoch, Start).Effects);
        Assert.Empty(engine.Step(Hello(ulong.MaxValue), DateTimeOffset.UnixEpoch, Start).Effects);
        var effects = engine.Step(Hello(7), DateTimeOffset.UnixEpoch, Start).Effects;
        Assert.Equal(new OutageEffect.KeepEpoch(8), effects[0]);
        Assert.Equal("EpochRaised", Assert.IsType<OutageEffect.Announce>(effects[1]).Code);
        Assert.Equal(8UL, engine.Fence.Epoch);
    }
}
