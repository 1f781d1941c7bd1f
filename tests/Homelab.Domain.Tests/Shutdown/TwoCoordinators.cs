using System.Collections.Immutable;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Two coordinators of one lab (P3): the one that would have to rise above the other, which an agent still hears, stands down.</summary>
public class TwoCoordinators
{
    private static readonly Fence Other = new("lab:attic", 7, "other", 3);

    private static OutageEngine Engine(ulong epoch = 2) => new(Rack, new Fence("lab:attic", epoch, "own", 0), "h", [], Start);

    private static OutageInput.NodeHello Hello(double ago, Fence? heard = null) => new("web", "b", Start, Other, null, [], heard ?? Other, TimeSpan.FromSeconds(ago));

    private static ImmutableArray<OutageEffect> Step(OutageEngine engine, double at, OutageInput input) => engine.Step(input, DateTimeOffset.UnixEpoch, After(at)).Effects;

    [Fact]
    public void One_that_is_still_heard_is_not_risen_above()
    {
        var engine = Engine();
        Assert.Equal("StandsDown", Assert.IsType<OutageEffect.Announce>(Assert.Single(Step(engine, 20, Hello(ago: 1)))).Code);
        Assert.Equal(2UL, engine.Fence.Epoch);
        Assert.Contains("instance other in epoch 7", engine.StandsDown, StringComparison.Ordinal);
    }

    [Fact]
    public void While_it_stands_down_it_answers_no_beat_and_gives_no_lease()
    {
        var engine = Engine();
        Step(engine, 20, Hello(ago: 1));
        var (entries, effects) = engine.Step(new OutageInput.FeedsAssessed([Dying("u", 400, at: 21)]), DateTimeOffset.UnixEpoch, After(21));
        Assert.Empty(entries);
        Assert.Empty(effects);
        Assert.Empty(Step(engine, 22, new OutageInput.NodeBeat("web", 1, Start)));
        Assert.False(engine.State.IsRunning);
    }

    [Fact]
    public void A_coordinator_that_died_before_this_one_started_is_risen_above()
    {
        var engine = Engine();
        Assert.Contains(Step(engine, 6, Hello(ago: 6.5)), effect => effect is OutageEffect.KeepEpoch { Epoch: 8 });
        Assert.Empty(engine.StandsDown);
    }

    [Fact]
    public void One_of_a_lower_epoch_stands_down_by_itself_and_another_lineage_is_none_of_ours()
    {
        var higher = Engine(epoch: 9);
        Step(higher, 20, Hello(ago: 1));
        Assert.Empty(higher.StandsDown);

        var engine = Engine();
        Step(engine, 20, Hello(ago: 1, Other with { Lineage = "lab:cellar" }));
        Assert.Empty(engine.StandsDown);
    }

    [Fact]
    public void After_a_minute_without_a_word_of_the_other_it_rises_and_speaks_again()
    {
        var engine = Engine();
        Step(engine, 20, Hello(ago: 1));
        Assert.Empty(Step(engine, 78, new OutageInput.Tick()));
        var effects = Step(engine, 80, new OutageInput.Tick());
        Assert.Contains(effects, effect => effect is OutageEffect.Announce { Code: "StandsUp" });
        Assert.Equal(8UL, engine.Fence.Epoch);
        Assert.Contains(Step(engine, 81, new OutageInput.NodeBeat("web", 1, Start)), effect => effect is OutageEffect.AnswerBeat);
    }

    [Fact]
    public void In_an_outage_a_restart_is_no_rival()
    {
        var lab = new EngineHarness(Rack, agentsReadFeeds: true, ("u", 400));
        Outage(lab).At(60, it => it.StopCoordinator()).At(61, it => it.StartCoordinator()).RunUntil(420);
        Assert.DoesNotContain(lab.Said, said => said.Code == "StandsDown");
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
    }

    [Fact]
    public void Going_from_armed_to_observe_revokes_leases_and_orders_P11()
    {
        var lab = Outage(Harness());
        lab.At(100, it => it.TakeLab(Rack with { Mode = Homelab.Domain.Lab.LabMode.Observe })).RunUntil(103);
        Assert.All(lab.Agents, agent => Assert.True(agent.State.Lease!.Advisory));
        lab.At(105, it => it.StopCoordinator()).RunUntil(900);
        Assert.Empty(lab.Stops);
    }
}
