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
        Assert.IsType<OutageEffect.TellWatch>(Assert.Single(engine.Step(Hello(2), DateTimeOffset.UnixEpoch, Start).Effects));
        Assert.IsType<OutageEffect.TellWatch>(Assert.Single(engine.Step(Hello(50, "lab:cellar"), DateTimeOffset.UnixEpoch, Start).Effects));
        Assert.IsType<OutageEffect.TellWatch>(Assert.Single(engine.Step(Hello(ulong.MaxValue), DateTimeOffset.UnixEpoch, Start).Effects));
        var effects = engine.Step(Hello(7), DateTimeOffset.UnixEpoch, Start).Effects;
        Assert.Equal(new OutageEffect.KeepEpoch(8), effects[0]);
        Assert.Equal("EpochRaised", Assert.IsType<OutageEffect.Announce>(effects[1]).Code);
        Assert.Equal(8UL, engine.Fence.Epoch);
    }
}
