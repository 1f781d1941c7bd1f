using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

public class TheAgentsLastResort
{
    private static readonly AgentPowerState Fresh = new() { BootId = "boot-1" };
    private static readonly AgentPowerState Obeyed = Fresh with { Seen = Fence(5, 7) };

    private static Fence Fence(ulong epoch, ulong generation, string lineage = "lab:attic") => new(lineage, epoch, "one", generation);

    private static Moment At(double seconds) => Moment.FromSeconds(seconds);

    private static AgentPowerInput.LeaseCame Lease(
        double sent = 100, double lasts = 60, ulong epoch = 5, ulong generation = 7, ulong sequence = 1, string boot = "boot-1",
        string lineage = "lab:attic", bool advisory = false, string outage = "o-1", bool unknownBeat = false) =>
        new(outage, Fence(epoch, generation, lineage), sequence, boot, unknownBeat ? null : At(sent), TimeSpan.FromSeconds(lasts), advisory, ["u"]);

    private static AgentPowerInput.OrderCame Order(
        double sent = 100, ulong epoch = 5, ulong generation = 7, string boot = "boot-1", string lineage = "lab:attic", bool unknownBeat = false) =>
        new("o-1/stop:a/boot-1", "o-1", "stop:a", boot, Fence(epoch, generation, lineage), unknownBeat ? null : At(sent), TimeSpan.FromSeconds(10), "the battery ends");

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Play(AgentPowerState state, params (double At, AgentPowerInput Input)[] inputs)
    {
        var effects = ImmutableArray.CreateBuilder<AgentPowerEffect>();
        foreach (var (at, input) in inputs)
        {
            (state, var these) = LastResort.Advance(state, input, At(at));
            effects.AddRange(these);
        }

        return (state, effects.ToImmutable());
    }

    private static LeaseVerdict Verdict(AgentPowerState state, double at, AgentPowerInput.LeaseCame lease) =>
        Assert.Single(LastResort.Advance(state, lease, At(at)).Effects.OfType<AgentPowerEffect.AnswerLease>()).Verdict;

    private static OrderAnswer Answer(AgentPowerState state, double at, AgentPowerInput.OrderCame order) =>
        Assert.Single(LastResort.Advance(state, order, At(at)).Effects.OfType<AgentPowerEffect.AnswerOrder>()).Answer;

    private static AgentPowerInput Tick => new AgentPowerInput.Tick();

    [Fact]
    public void A_lease_runs_from_the_beats_sending_and_not_from_its_own_arrival_P5()
    {
        var (state, effects) = Play(Fresh, (109, Lease(sent: 100, lasts: 60)), (159.9, Tick));
        Assert.Equal(At(160), state.Lease!.Expiry);
        Assert.DoesNotContain(effects, effect => effect is AgentPowerEffect.PowerOff);
        Assert.Contains(Play(state, (160, Tick)).Effects, effect => effect is AgentPowerEffect.PowerOff { OrderId: "" });
    }

    [Fact]
    public void A_lease_is_kept_before_it_is_acknowledged_P10()
    {
        var (_, effects) = Play(Fresh, (100, Lease()));
        Assert.Equal(
            [typeof(AgentPowerEffect.KeepFence), typeof(AgentPowerEffect.KeepLease), typeof(AgentPowerEffect.AnswerLease)],
            effects.Select(effect => effect.GetType()));
    }

    [Fact]
    public void A_second_copy_of_the_lease_that_it_holds_changes_nothing_and_is_not_refused_P5()
    {
        var (state, _) = Play(Fresh, (100, Lease(sequence: 4)));
        Assert.Equal(LeaseVerdict.Held, Verdict(state, 101, Lease(sequence: 4)));
        Assert.Equal(state.Lease, LastResort.Advance(state, Lease(sequence: 4, lasts: 600), At(101)).State.Lease);
    }

    [Fact]
    public void Only_a_newer_epoch_generation_or_sequence_replaces_a_lease_P5()
    {
        var (state, _) = Play(Fresh, (100, Lease(sequence: 4)));
        Assert.Equal(LeaseVerdict.Older, Verdict(state, 101, Lease(sequence: 3)));
        Assert.Equal(LeaseVerdict.Older, Verdict(state, 101, Lease(generation: 6, sequence: 9)));
        Assert.Equal(LeaseVerdict.Older, Verdict(state, 101, Lease(epoch: 4, generation: 99, sequence: 9)));
        Assert.Equal(LeaseVerdict.Held, Verdict(state, 101, Lease(sequence: 5)));
        Assert.Equal(LeaseVerdict.Held, Verdict(state, 101, Lease(generation: 8, sequence: 1)));
        Assert.Equal(LeaseVerdict.Held, Verdict(state, 101, Lease(epoch: 6, generation: 1, sequence: 1)));
    }

    [Fact]
    public void A_refused_lease_leaves_what_was_held()
    {
        var (state, _) = Play(Fresh, (100, Lease(sequence: 4, lasts: 60)), (101, Lease(sequence: 3, lasts: 600)), (101, Lease(boot: "other", sequence: 9)));
        Assert.Equal(At(160), state.Lease!.Expiry);
    }

    [Theory]
    [InlineData("other boot", LeaseVerdict.OtherBoot)]
    [InlineData("other lineage", LeaseVerdict.OtherLineage)]
    [InlineData("unknown beat", LeaseVerdict.UnknownBeat)]
    [InlineData("too late", LeaseVerdict.Expired)]
    public void A_lease_that_does_not_hold_is_refused_by_name(string what, LeaseVerdict verdict) => Assert.Equal(
        verdict,
        Verdict(Obeyed, 100, what switch
        {
            "other boot" => Lease(boot: "boot-0"),
            "other lineage" => Lease(lineage: "lab:cellar"),
            "unknown beat" => Lease(unknownBeat: true),
            _ => Lease(sent: 30, lasts: 60),
        }));

    [Fact]
    public void A_lease_that_shortens_is_taken_too()
    {
        var (state, _) = Play(Fresh, (100, Lease(lasts: 600)), (101, Lease(sent: 101, lasts: 30, sequence: 2)));
        Assert.Equal(At(131), state.Lease!.Expiry);
    }

    [Fact]
    public void An_expiry_cannot_be_taken_back_P9()
    {
        // The renewal comes in the very moment: the lease was over before it.
        var (state, effects) = Play(Fresh, (100, Lease(lasts: 60)), (160, Lease(sent: 159, lasts: 60, sequence: 2)), (161, new AgentPowerInput.EndedCame("o-1", Fence(5, 8), "boot-1")));
        Assert.Equal(LeaseVerdict.Expired, effects.OfType<AgentPowerEffect.AnswerLease>().Last().Verdict);
        Assert.Single(effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.True(state.HasExpired);
    }

    [Fact]
    public void An_outage_that_ended_ends_its_lease_P9()
    {
        var (state, effects) = Play(Fresh, (100, Lease()), (101, new AgentPowerInput.EndedCame("o-1", Fence(5, 8), "boot-1")), (500, Tick));
        Assert.Null(state.Lease);
        Assert.Contains(new AgentPowerEffect.KeepLease(null), effects);
        Assert.DoesNotContain(effects, effect => effect is AgentPowerEffect.PowerOff);
    }

    [Theory]
    [InlineData("o-2", 5, 8, "boot-1", "lab:attic")]
    [InlineData("o-1", 4, 8, "boot-1", "lab:attic")]
    [InlineData("o-1", 5, 6, "boot-1", "lab:attic")]
    [InlineData("o-1", 5, 8, "boot-0", "lab:attic")]
    [InlineData("o-1", 5, 8, "boot-1", "lab:cellar")]
    public void An_end_is_fenced_like_an_order_P3(string outage, ulong epoch, ulong generation, string boot, string lineage)
    {
        var (state, _) = Play(Fresh, (100, Lease()), (101, new AgentPowerInput.EndedCame(outage, Fence(epoch, generation, lineage), boot)));
        Assert.NotNull(state.Lease);
    }

    [Fact]
    public void The_last_lease_that_comes_after_the_end_is_refused_also_by_a_node_that_held_none_P3()
    {
        var (state, _) = Play(Fresh, (101, new AgentPowerInput.EndedCame("o-1", Fence(5, 8), "boot-1")));
        Assert.Equal(LeaseVerdict.Older, Verdict(state, 102, Lease()));
        Assert.Equal(LeaseVerdict.Held, Verdict(state, 102, Lease(generation: 9)));
    }

    [Fact]
    public void What_to_look_at_is_fenced_like_a_lease_P3()
    {
        var (old, young) = (new AgentWatch { IsArmed = true }, new AgentWatch { IsArmed = false });
        var (state, _) = Play(Fresh, (100, new AgentPowerInput.WatchCame(young, Fence(5, 0))), (101, new AgentPowerInput.WatchCame(old, Fence(4, 7))));
        Assert.Equal(young, state.Watch);
    }

    [Fact]
    public void An_order_is_obeyed_once_and_answered_each_time_P2()
    {
        var (state, effects) = Play(Fresh, (101, Order()), (103, Order(sent: 102, generation: 9)), (105, new AgentPowerInput.PowerOffAnswered("o-1/stop:a/boot-1", true, "logind took it")), (106, Order(sent: 105)));
        Assert.Single(effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Equal(
            [OrderAnswerKind.Accepted, OrderAnswerKind.Accepted, OrderAnswerKind.PoweringOff, OrderAnswerKind.PoweringOff],
            effects.OfType<AgentPowerEffect.AnswerOrder>().Select(effect => effect.Answer.Kind));
        Assert.All(effects.OfType<AgentPowerEffect.AnswerOrder>(), effect => Assert.Equal(("o-1", "stop:a"), (effect.OutageId, effect.StepId)));
        Assert.Equal(OrderAnswerKind.PoweringOff, state.Orders["o-1/stop:a/boot-1"].Kind);
    }

    [Theory]
    [InlineData("other boot", "OtherBoot:")]
    [InlineData("other lineage", "OtherLineage:")]
    [InlineData("older epoch", "Older:")]
    [InlineData("older generation", "Older:")]
    [InlineData("unknown beat", "UnknownBeat:")]
    [InlineData("too late", "Expired:")]
    [InlineData("not allowed", "NotAllowed:")]
    public void An_order_that_does_not_hold_is_refused_by_name_and_changes_nothing_P2(string what, string code)
    {
        var state = what == "not allowed" ? Obeyed with { MayPowerOff = false } : Obeyed;
        var order = what switch
        {
            "other boot" => Order(boot: "boot-0"),
            "other lineage" => Order(lineage: "lab:cellar"),
            "older epoch" => Order(epoch: 4, generation: 99),
            "older generation" => Order(generation: 6),
            "unknown beat" => Order(unknownBeat: true),
            "too late" => Order(sent: 90),
            _ => Order(),
        };
        var answer = Answer(state, 100, order);
        Assert.Equal(OrderAnswerKind.Refused, answer.Kind);
        Assert.StartsWith(code, answer.Detail, StringComparison.Ordinal);
        var (after, effects) = Play(state, (100, order));
        Assert.Equal(state, after);
        Assert.DoesNotContain(effects, effect => effect is AgentPowerEffect.PowerOff);
    }

    [Fact]
    public void An_order_refused_for_its_way_is_judged_anew_P2()
    {
        var (state, _) = Play(Obeyed, (100, Order(sent: 80)));
        Assert.Equal(OrderAnswerKind.Accepted, Answer(state, 101, Order(sent: 100)).Kind);
    }

    [Fact]
    public void A_node_that_obeyed_nobody_takes_the_first_lineage_and_then_no_other_P3()
    {
        var (state, _) = Play(Fresh, (100, Lease(lineage: "lab:attic")));
        Assert.Equal(LeaseVerdict.OtherLineage, Verdict(state, 101, Lease(lineage: "lab:cellar", epoch: 99)));
    }

    [Fact]
    public void In_observe_mode_an_expiry_stops_nothing_P11()
    {
        var (state, effects) = Play(Fresh, (100, Lease(advisory: true)), (200, Tick), (201, Tick));
        Assert.Null(state.Lease);
        Assert.False(state.HasExpired);
        Assert.DoesNotContain(effects, effect => effect is AgentPowerEffect.PowerOff);
        Assert.Single(effects.OfType<AgentPowerEffect.Say>());
        Assert.Equal(LeaseVerdict.Held, Verdict(state, 202, Lease(sent: 202, advisory: true, generation: 8)));
    }

    [Fact]
    public void A_node_that_may_not_be_powered_off_says_so_and_takes_the_next_lease()
    {
        var (state, effects) = Play(Fresh with { MayPowerOff = false }, (100, Lease()), (200, Tick), (201, Tick));
        Assert.Equal("LeaseExpiredRefused", Assert.Single(effects.OfType<AgentPowerEffect.Say>()).Code);
        Assert.Equal(LeaseVerdict.Held, Verdict(state, 202, Lease(sent: 202, generation: 8)));
    }

    [Fact]
    public void A_power_off_that_failed_is_asked_for_again_after_a_pause()
    {
        var failed = new AgentPowerInput.PowerOffAnswered("", false, "logind: a program inhibits it");
        var (state, effects) = Play(Fresh, (100, Lease(lasts: 60)), (160, Tick), (161, failed), (165, Tick), (169.9, Tick));
        Assert.Single(effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Contains(effects.OfType<AgentPowerEffect.Say>(), said => said.Message.StartsWith("logind: a program inhibits it", StringComparison.Ordinal));
        Assert.Single(Play(state, (170, Tick), (170.2, Tick), (179.9, Tick)).Effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Equal(2, Play(state, (170, Tick), (180, Tick)).Effects.OfType<AgentPowerEffect.PowerOff>().Count());
    }

    [Fact]
    public void A_power_off_that_the_system_took_is_asked_for_once()
    {
        var taken = new AgentPowerInput.PowerOffAnswered("", true, "logind took it");
        Assert.Single(Play(Fresh, (100, Lease(lasts: 60)), (160, Tick), (161, taken), (175, Tick), (300, Tick)).Effects.OfType<AgentPowerEffect.PowerOff>());
    }

    [Fact]
    public void An_order_that_the_system_refused_is_asked_for_again_when_the_lease_ends()
    {
        var failed = new AgentPowerInput.PowerOffAnswered("o-1/stop:a/boot-1", false, "logind: not now");
        var (state, effects) = Play(Fresh, (100, Lease(lasts: 60)), (101, Order()), (102, failed));
        Assert.Equal(OrderAnswerKind.Failed, effects.OfType<AgentPowerEffect.AnswerOrder>().Last().Answer.Kind);
        Assert.Single(Play(state, (159, Tick), (160, Tick)).Effects.OfType<AgentPowerEffect.PowerOff>());
    }

    [Fact]
    public void An_agent_that_starts_again_with_an_expired_lease_asks_at_once_I8()
    {
        var (state, _) = Play(Fresh, (100, Lease(lasts: 60)));
        var restarted = Fresh with { Lease = state.Lease, Seen = state.Seen };
        Assert.Single(Play(restarted, (400, Tick)).Effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Single(Play(restarted with { HasExpired = true }, (400, Tick)).Effects.OfType<AgentPowerEffect.PowerOff>());
    }
}
