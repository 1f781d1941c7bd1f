using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The same lab, with a coordinator or an agent that is lost, restarts or only observes.</summary>
public class AnOutageWithFaultsIsPlayed
{
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
    public void A_need_that_a_new_coordinator_never_heard_binds_its_dependents_in_the_next_outage_too_P7()
    {
        var lab = Outage(Outage(Harness(), until: 60), from: 90);
        lab.At(40, it => it.Agent("db").IsLinkUp = false).At(50, it => it.StopCoordinator()).At(53, it => it.StartCoordinator());
        lab.At(120, it => it.Agent("db").IsLinkUp = true);
        var looked = 0;
        lab.Watch = () =>
        {
            if (lab.Clock.Now >= lab.Zero + TimeSpan.FromSeconds(95) && lab.Agent("web").TrueExpiry is { } web && lab.Agent("db").TrueExpiry is { } db)
            {
                looked++;
                Assert.True(db + TimeSpan.FromMilliseconds(200) >= web + (TimeSpan.FromSeconds(20) * 1.02), $"db until {lab.SecondsOf(db)}, web until {lab.SecondsOf(web)}");
            }
        };
        lab.RunUntil(200);
        Assert.True(looked > 100, $"{looked}");
    }

    [Fact]
    public void A_coordinator_that_restarts_while_the_mains_are_back_binds_the_whole_order_although_the_battery_is_too_low_for_it_P7()
    {
        var lab = Outage(Harness(), until: 200);
        lab.At(201, it => it.Ups("u").Lose(TimeSpan.FromSeconds(150))).At(202, it => it.StopCoordinator()).At(203, it => it.StartCoordinator()).RunUntil(208);
        Assert.All(lab.Agents, agent => Assert.NotNull(agent.TrueExpiry));
        Assert.True(lab.Agent("db").TrueExpiry >= lab.Agent("web").TrueExpiry + TimeSpan.FromSeconds(20));
        Assert.True(lab.Agent("nas").TrueExpiry >= lab.Agent("db").TrueExpiry + TimeSpan.FromSeconds(20));
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
    public void A_lease_that_ends_while_the_outage_goes_on_is_not_brought_back_by_a_late_copy_of_it_P9()
    {
        var lab = new EngineHarness(
            LabOf([Ups("u", "hub.lan"), Ups("v", "hub.lan")], [Hub("hub", 10, "u"), Node("near", 20, "u"), Node("far", 20, "v")]), ("u", 400), ("v", 400));
        AgentPowerInput? late = null;
        var ended = false;
        lab.Filter = effect =>
        {
            if (effect is OutageEffect.RenewLease { Node: "far", Terms: var terms } && !ended)
            {
                late = new AgentPowerInput.LeaseCame(
                    terms.OutageId, terms.Fence, terms.Sequence, terms.BootId, lab.Agent("far").SentAt(terms.Beat), terms.Duration, terms.Advisory, terms.DyingFeeds);
            }

            ended |= effect is OutageEffect.TellEnded { Node: "far" };
            return effect;
        };
        Outage(lab).At(10, it => it.Ups("v").Turn("OB DISCHRG")).At(40, it => it.Ups("v").Turn("OL CHRG")).RunUntil(70);
        var far = lab.Agent("far").State;
        Assert.Null(far.Lease);
        Assert.True(lab.Engine!.State.IsRunning);
        Assert.Equal(lab.Engine.Fence.Generation, lab.Engine.Plan!.Generation);
        var (after, _) = LastResort.Advance(far, late!, new Moment(0));
        Assert.Null(after.Lease);
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
        Assert.IsType<OutageEffect.TellWatch>(Assert.Single(engine.Step(Hello(2), DateTimeOffset.UnixEpoch, Start).Effects));
        Assert.IsType<OutageEffect.TellWatch>(Assert.Single(engine.Step(Hello(50, "lab:cellar"), DateTimeOffset.UnixEpoch, Start).Effects));
        Assert.IsType<OutageEffect.TellWatch>(Assert.Single(engine.Step(Hello(ulong.MaxValue), DateTimeOffset.UnixEpoch, Start).Effects));
        var effects = engine.Step(Hello(7), DateTimeOffset.UnixEpoch, Start).Effects;
        Assert.Equal(new OutageEffect.KeepEpoch(8), effects[0]);
        Assert.Equal("EpochRaised", Assert.IsType<OutageEffect.Announce>(effects[1]).Code);
        Assert.Equal(8UL, engine.Fence.Epoch);
    }
}
