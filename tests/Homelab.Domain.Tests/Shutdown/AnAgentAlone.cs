using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What an agent concludes from its own reading while nobody speaks (P9, P12). Seconds are the agent's own.</summary>
public class AnAgentAlone
{
    private static readonly Fence Fence = new("lab:attic", 5, "one", 7);

    internal static readonly AgentWatch OneUps = new()
    {
        Feeds = [Labs.Ups("u")],
        Groups = [new FeedGroup("a", ["u"])],
        Reserve = TimeSpan.FromSeconds(100),
        Wait = TimeSpan.FromSeconds(40),
        IsArmed = true,
    };

    private static readonly AgentWatch TwoUpses = OneUps with
    {
        Feeds = [Labs.Ups("u"), Labs.Ups("v")],
        Groups = [new FeedGroup("a", ["u", "v"])],
    };

    private static readonly AgentWatch NeedsAnother = TwoUpses with { Groups = [new FeedGroup("a", ["u"]), new FeedGroup("b", ["v"])] };

    internal static Moment At(double seconds) => Moment.FromSeconds(seconds);

    /// <summary>The agent last heard its coordinator at 100, and holds its lease to 400.</summary>
    internal static AgentPowerState Leased(AgentWatch watch, params string[] feeds) => Alone(watch) with
    {
        Lease = new AgentLease("o-1", Fence, 9, At(400), Advisory: false, [.. feeds]),
    };

    internal static AgentPowerState Alone(AgentWatch watch) => new() { BootId = "boot-1", Seen = Fence, Watch = watch, HeardAt = At(100) };

    internal static FeedAssessment OnLine(string feed, double at, double? since = null, string status = "OL CHRG") => new()
    {
        Feed = feed, Condition = FeedCondition.OnLine, LastReading = At(at), RuntimeAt = At(at), OnLineSince = since is { } began ? At(began) : null, RawStatus = status,
    };

    internal static FeedAssessment OnBattery(string feed, double at, double? runtime = 1000, FeedCondition condition = FeedCondition.OnBattery) => new()
    {
        Feed = feed, Condition = condition, LastReading = At(at), RuntimeAt = At(at), OnBatterySince = At(at), RawStatus = "OB DISCHRG",
        Runtime = runtime is { } left ? TimeSpan.FromSeconds(left) : null, LowBatterySince = condition == FeedCondition.OnBattery ? null : At(at),
    };

    internal static FeedAssessment Unread(string feed, double? last = null) =>
        new() { Feed = feed, Condition = FeedCondition.Unknown, LastReading = last is { } at ? At(at) : null };

    internal static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Read(AgentPowerState state, double at, params FeedAssessment[] feeds) =>
        LastResort.Advance(state, new AgentPowerInput.FeedsRead([.. feeds]), At(at));

    internal static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Tick(AgentPowerState state, double at) =>
        LastResort.Advance(state, new AgentPowerInput.Tick(), At(at));

    [Fact]
    public void An_agent_is_alone_after_two_beats_without_an_answer()
    {
        Assert.False(Alone(OneUps).IsWatching(At(102)));
        Assert.True(Alone(OneUps).IsWatching(At(102.01)));
        var heard = LastResort.Advance(Alone(OneUps), new AgentPowerInput.BeatAnswered(Fence), At(110)).State;
        Assert.False(heard.IsWatching(At(111)));
    }

    [Theory]
    [InlineData("lab:cellar", 9)]
    [InlineData("lab:attic", 4)]
    public void A_coordinator_that_is_not_obeyed_is_no_company_P3(string lineage, ulong epoch) =>
        Assert.True(LastResort.Advance(Alone(OneUps), new AgentPowerInput.BeatAnswered(new Fence(lineage, epoch, "two", 1)), At(110)).State.IsWatching(At(111)));

    [Fact]
    public void Its_named_feed_steadily_on_line_ends_a_lease_P9()
    {
        var (state, effects) = Read(Leased(OneUps, "u"), 200, OnLine("u", 200, since: 190));
        Assert.Null(state.Lease);
        Assert.Contains(new AgentPowerEffect.KeepLease(null), effects);
    }

    [Fact]
    public void On_line_and_not_yet_steady_extends_P9()
    {
        var near = Leased(OneUps, "u") with { Lease = Leased(OneUps, "u").Lease! with { Expiry = At(201) } };
        var (state, _) = Read(near, 200, OnLine("u", 200));

        // Good for the greatest age; what waits for others gets no more than that on top of its own end.
        Assert.Equal(At(216), state.Lease!.Expiry);
        Assert.Empty(Tick(state, 215.9).Effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Single(Tick(state, 216).Effects.OfType<AgentPowerEffect.PowerOff>());
    }

    [Fact]
    public void A_run_on_line_moves_a_lease_by_its_length()
    {
        var state = Leased(OneUps, "u");
        for (var at = 200; at <= 240; at += 2)
        {
            (state, _) = Read(state, at, OnLine("u", at));
        }

        Assert.Equal(At(440), state.Lease!.Expiry);
    }

    [Fact]
    public void Silence_extends_nothing_and_expires_P9()
    {
        var state = Read(Leased(OneUps, "u"), 200, Unread("u", 100)).State;
        Assert.Equal(At(400), state.Lease!.Expiry);
        Assert.Single(Read(state, 400, Unread("u", 100)).Effects.OfType<AgentPowerEffect.PowerOff>());
    }

    [Theory]
    [InlineData("OL FSD")]
    [InlineData("FSD OL CHRG")]
    [InlineData("OL OB")]
    [InlineData("OL CAL")]
    [InlineData("BYPASS")]
    public void A_reading_that_is_not_plainly_on_line_neither_ends_nor_extends_P9(string status)
    {
        var near = Leased(OneUps, "u") with { Lease = Leased(OneUps, "u").Lease! with { Expiry = At(201) } };
        Assert.Equal(At(201), Read(near, 200, OnLine("u", 200, since: 150, status)).State.Lease!.Expiry);
    }

    [Fact]
    public void A_stale_reading_on_line_is_silence()
    {
        var near = Leased(OneUps, "u") with { Lease = Leased(OneUps, "u").Lease! with { Expiry = At(201) } };
        Assert.Equal(At(201), Read(near, 200, OnLine("u", 184, since: 150)).State.Lease!.Expiry);
    }

    [Fact]
    public void A_feed_that_the_lease_does_not_name_ends_nothing()
    {
        // Its own feed never failed: it goes down with what it needs.
        var (state, _) = Read(Leased(NeedsAnother, "v"), 200, OnLine("u", 200, since: 10), OnBattery("v", 200));
        Assert.Equal(At(400), state.Lease!.Expiry);
        Assert.Null(Read(Leased(NeedsAnother, "v"), 200, OnLine("u", 200, since: 10), OnLine("v", 200, since: 150)).State.Lease);
    }

    [Fact]
    public void A_feed_that_failed_later_keeps_a_lease_that_does_not_name_it() =>
        Assert.NotNull(Read(Leased(NeedsAnother, "v"), 200, OnBattery("u", 200), OnLine("v", 200, since: 150)).State.Lease);

    [Fact]
    public void A_node_on_two_feeds_lives_on_one_and_its_lease_ends_when_both_are_back()
    {
        var near = Leased(TwoUpses, "u", "v") with { Lease = Leased(TwoUpses, "u", "v").Lease! with { Expiry = At(201) } };
        var (state, _) = Read(near, 200, OnLine("u", 200, since: 150), OnBattery("v", 200, runtime: 10));
        Assert.Equal(At(216), state.Lease!.Expiry);
        Assert.Null(Read(state, 205, OnLine("u", 205, since: 150), OnLine("v", 205, since: 190)).State.Lease);
    }

    [Fact]
    public void A_battery_that_ends_earlier_shortens_a_lease_and_one_that_ends_later_does_not_lengthen_it_P6()
    {
        Assert.Equal(At(400), Read(Leased(OneUps, "u"), 200, OnBattery("u", 200, runtime: 3600)).State.Lease!.Expiry);
        Assert.Equal(At(300), Read(Leased(OneUps, "u"), 200, OnBattery("u", 200, runtime: 200)).State.Lease!.Expiry);
    }

    [Theory]
    [InlineData(40, 240, 400)]
    [InlineData(40, 200, 360)]
    [InlineData(150, 250, 350)]
    public void A_lease_of_a_plan_that_had_no_time_for_everybody_is_shortened_by_what_the_plan_left_the_node_and_no_more(double reserve, double runtime, double expiry)
    {
        var told = Leased(OneUps, "u").Lease! with { Reserve = TimeSpan.FromSeconds(reserve) };
        Assert.Equal(At(expiry), Read(Leased(OneUps, "u") with { Lease = told }, 200, OnBattery("u", 200, runtime)).State.Lease!.Expiry);
    }

    [Fact]
    public void At_low_battery_it_waits_only_for_what_goes_before_it() =>
        Assert.Equal(At(240), Read(Leased(OneUps, "u"), 200, OnBattery("u", 200, runtime: 900, FeedCondition.LowBattery)).State.Lease!.Expiry);

    [Fact]
    public void Without_a_lease_it_takes_its_place_in_the_order_by_its_own_reading()
    {
        var (state, effects) = Read(Alone(OneUps), 200, OnBattery("u", 200));
        Assert.Equal((At(1100), "alone", false), (state.Lease!.Expiry, state.Lease.OutageId, state.Lease.Advisory));
        Assert.Contains(effects, effect => effect is AgentPowerEffect.KeepLease { Lease: not null });
        var off = Assert.Single(Tick(state, 1100).Effects.OfType<AgentPowerEffect.PowerOff>());
        Assert.Contains("own reading", off.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_runtime_it_goes_after_the_grace_and_after_what_goes_before_it() =>
        Assert.Equal(At(270), Read(Alone(OneUps), 200, OnBattery("u", 200, runtime: null)).State.Lease!.Expiry);

    [Fact]
    public void A_lease_of_its_own_gives_way_to_the_coordinators()
    {
        var state = Read(Alone(OneUps), 200, OnBattery("u", 200)).State;
        var lease = new AgentPowerInput.LeaseCame("o-2", Fence, 1, "boot-1", At(201), TimeSpan.FromSeconds(60), false, ["u"]);
        Assert.Equal("o-2", LastResort.Advance(state, lease, At(202)).State.Lease!.OutageId);
        Assert.Null(LastResort.Advance(state, new AgentPowerInput.EndedCame("alone", Fence, "boot-1"), At(202)).State.Lease);
    }

    [Fact]
    public void A_lease_of_its_own_is_watched_also_when_the_coordinator_is_heard_again()
    {
        var state = Read(Alone(OneUps), 200, OnBattery("u", 200)).State;
        var heard = LastResort.Advance(state, new AgentPowerInput.BeatAnswered(Fence), At(201)).State;
        Assert.True(heard.IsWatching(At(201)));
        Assert.Null(Read(heard, 250, OnLine("u", 250, since: 240)).State.Lease);
    }

    [Fact]
    public void Blind_and_declared_to_stay_it_takes_no_lease_and_shortens_none_P12()
    {
        var stay = OneUps with { Blind = new BlindPolicy(null) };
        Assert.Null(Read(Alone(stay), 200, OnBattery("u", 200, runtime: 1)).State.Lease);
        Assert.Equal(At(400), Read(Leased(stay, "u"), 200, OnBattery("u", 200, runtime: 1)).State.Lease!.Expiry);
        Assert.Null(Tick(Alone(stay), 90_000).State.Lease);
    }

    [Fact]
    public void Blind_and_declared_to_stop_it_stops_so_long_after_it_saw_the_feed_on_battery_P12()
    {
        var blind = OneUps with { Blind = new BlindPolicy(TimeSpan.FromMinutes(2)) };
        Assert.Equal(At(320), Read(Alone(blind), 200, OnBattery("u", 200)).State.Lease!.Expiry);

        // Sooner where the battery does not last so long.
        Assert.Equal(At(250), Read(Alone(blind), 200, OnBattery("u", 200, runtime: 150)).State.Lease!.Expiry);
    }

    [Fact]
    public void Blind_without_a_feed_to_read_it_counts_from_the_last_word_of_anybody_P12()
    {
        var blind = OneUps with { Blind = new BlindPolicy(TimeSpan.FromMinutes(2)) };
        var state = Read(Alone(blind), 103, Unread("u")).State;
        Assert.Null(Tick(state, 219.9).State.Lease);
        var (stopping, effects) = Tick(state, 220);
        Assert.Contains("neither", Assert.Single(effects.OfType<AgentPowerEffect.Say>()).Message, StringComparison.Ordinal);
        Assert.Single(Tick(stopping, 220.25).Effects.OfType<AgentPowerEffect.PowerOff>());

        // The last word of a feed counts as well.
        var heard = Read(state, 150, OnLine("u", 150, since: 140)).State;
        Assert.Null(Read(heard, 269, Unread("u", 150)).State.Lease);
        Assert.NotNull(Read(heard, 270, Unread("u", 150)).State.Lease);
    }

    [Fact]
    public void A_node_that_heard_nobody_since_it_booted_does_not_stop_for_silence()
    {
        var blind = OneUps with { Blind = new BlindPolicy(TimeSpan.FromMinutes(2)) };
        Assert.Null(Tick(Alone(blind) with { HeardAt = null }, 90_000).State.Lease);
    }

    [Fact]
    public void Silence_stops_nobody_without_the_declared_word() => Assert.Null(Tick(Alone(OneUps), 90_000).State.Lease);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Observing_or_not_allowed_to_it_says_once_what_it_would_do_and_stops_nothing(bool observes)
    {
        var state = Alone(OneUps with { IsArmed = !observes }) with { MayPowerOff = observes };
        var said = new List<string>();
        for (var at = 200; at < 1300; at += 2)
        {
            (state, var effects) = Read(state, at, OnBattery("u", at, runtime: 1200 - at));
            Assert.Empty(effects.OfType<AgentPowerEffect.PowerOff>());
            said.AddRange(effects.OfType<AgentPowerEffect.Say>().Select(effect => effect.Code));
        }

        Assert.Equal(["LeaseTakenAlone", observes ? "LeaseExpiredObserving" : "LeaseExpiredRefused"], said);
    }

    [Fact]
    public void An_end_that_came_is_not_taken_back_by_a_reading_P9()
    {
        var (state, _) = Tick(Leased(OneUps, "u"), 400);
        Assert.True(state.HasExpired);
        Assert.True(Read(state, 401, OnLine("u", 401, since: 390)).State.HasExpired);
        Assert.NotNull(Read(state, 401, OnLine("u", 401, since: 390)).State.Lease);
    }

    [Fact]
    public void Another_lineage_is_taken_where_its_admin_wrote_it_down_P3()
    {
        var cellar = new Fence("lab:cellar", 1, "x", 1);
        var lease = new AgentPowerInput.LeaseCame("c-1", cellar, 1, "boot-1", At(200), TimeSpan.FromSeconds(60), false, ["u"]);
        LeaseVerdict Verdict(AgentPowerState state) => LastResort.Advance(state, lease, At(201)).Effects.OfType<AgentPowerEffect.AnswerLease>().Single().Verdict;
        Assert.Equal(LeaseVerdict.OtherLineage, Verdict(Leased(OneUps, "u")));
        var accepting = Leased(OneUps, "u") with { AcceptedLineage = "lab:cellar" };
        Assert.Equal(LeaseVerdict.Held, Verdict(accepting));
        Assert.Equal(cellar, LastResort.Advance(accepting, lease, At(201)).State.Seen);
    }
}
