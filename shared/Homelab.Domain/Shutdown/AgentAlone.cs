using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// What an agent concludes while it does not hear its coordinator (P9, P12): a lease is ended, extended or shortened by fresh readings of
/// the feeds that it names, and never by silence; where the node holds none and its feeds are on battery, it takes one of its own. Where it
/// hears its coordinator, readings only extend a lease that is about to run out.
/// </summary>
internal static class AgentAlone
{
    /// <summary>The outage id of a lease that an agent took by itself.</summary>
    public const string OutageId = "alone";

    /// <summary>True while the node must read its feeds by itself.</summary>
    public static bool IsWatching(AgentPowerState state, Moment now) =>
        state.Watch is { Groups.IsEmpty: false } watch && (IsAlone(state, watch, now) || IsEnding(state, watch, now));

    public static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Advance(AgentPowerState state, Moment now)
    {
        if (!IsWatching(state, now) || state.HasExpired)
        {
            return (state is { LostSince: null, BatterySince: null, Read.IsEmpty: true, HasActedAlone: false }
                ? state
                : state with { LostSince = null, BatterySince = null, Read = [], HasActedAlone = false }, []);
        }

        var watch = state.Watch!;
        var sight = new AgentSight(watch, state.Read, now);
        var (noted, effects) = Note(state, sight, watch, now);
        var (next, more) = noted.Lease is { } lease ? WithLease(noted, lease, sight, watch, IsAlone(noted, watch, now)) : WithoutLease(noted, sight, watch, now);
        return (next, effects.AddRange(more));
    }

    private static bool IsAlone(AgentPowerState state, AgentWatch watch, Moment now) => IsLost(state, watch, now) || state.Lease is { OutageId: OutageId };

    /// <summary>
    /// Whether or not the coordinator is heard: the word that the mains are back may be on its way to it, or from it. What is needed begins to look before
    /// those who need it, by what their stops take, or their leases would outgrow its own (P7).
    /// </summary>
    private static bool IsEnding(AgentPowerState state, AgentWatch watch, Moment now) => state.Lease is { } lease && lease.Expiry - now <= watch.Policy.MaxAge + watch.Wait;

    private static bool IsLost(AgentPowerState state, AgentWatch watch, Moment now) => state.HeardAt is not { } heard || now - heard > watch.LostAfter;

    /// <summary>Since when it is lost and since when on battery: kept, so that a process that dies does not begin to count again.</summary>
    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Note(AgentPowerState state, AgentSight sight, AgentWatch watch, Moment now)
    {
        var lost = IsLost(state, watch, now) ? state.LostSince ?? state.HeardAt : null;
        Moment? battery = sight.Dying.Any() ? state.BatterySince ?? now : sight.IsAnythingFresh ? null : state.BatterySince;
        if (lost == state.LostSince && battery == state.BatterySince)
        {
            return (state, []);
        }

        return (state with { LostSince = lost, BatterySince = battery, HasActedAlone = state.HasActedAlone && battery is not null }, [new AgentPowerEffect.KeepState()]);
    }

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) WithLease(AgentPowerState state, AgentLease lease, AgentSight sight, AgentWatch watch, bool isAlone)
    {
        if (state.BatterySince is { } since && sight.LatestStart(since, watch.ReserveWith(lease)) is { } start)
        {
            return Shorten(state, lease, isAlone ? start : lease.Expiry, watch);
        }

        // Only the feeds that the lease names can end or extend it: that another one is on line says nothing.
        var named = watch.Groups.Where(group => lease.OutageId == OutageId || group.Feeds.Any(lease.Feeds.Contains)).ToList();
        if (named.Count == 0 || named.Min(group => sight.OnLineAt(group)?.Nanoseconds ?? long.MinValue) is long.MinValue)
        {
            return (state, []);
        }

        if (isAlone && named.All(sight.IsSteady) && !sight.IsAnyOnBattery)
        {
            var (released, started) = UnitOrders.Release(state);
            return (released with { Lease = null, BatterySince = null, HasActedAlone = false }, [
                .. started,
                new AgentPowerEffect.KeepLease(null),
                new AgentPowerEffect.Say("LeaseEndedAlone", $"The feeds that the lease of outage {lease.OutageId} names are steadily on line by this node's own reading; the lease is gone."),
            ]);
        }

        var extended = lease.OnLine(new Moment(named.Min(group => sight.OnLineAt(group)!.Value.Nanoseconds)), watch);
        return extended == lease ? (state, []) : (state with { Lease = extended }, [new AgentPowerEffect.KeepLease(extended)]);
    }

    /// <summary>A reading that shows an earlier end of the battery is obeyed, as the coordinator would; a later end is not believed.</summary>
    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Shorten(AgentPowerState state, AgentLease lease, Moment start, AgentWatch watch)
    {
        var isShorter = start < lease.Expiry && watch.Blind is not { StopAfter: null };
        var next = lease with
        {
            OnLineAt = null,
            Expiry = isShorter ? start : lease.Expiry,
            Bare = isShorter && lease.Bare > start ? start : lease.Bare,
        };
        return next == lease ? (state, []) : (state with { Lease = next }, [new AgentPowerEffect.KeepLease(next)]);
    }

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) WithoutLease(AgentPowerState state, AgentSight sight, AgentWatch watch, Moment now)
    {
        if (state.HasActedAlone || watch.Blind is { StopAfter: null })
        {
            return (state, []);
        }

        if (state.BatterySince is { } since && sight.LatestStart(since, watch.Reserve) is { } start)
        {
            var expiry = watch.Blind?.StopAfter is { } after ? Moment.Min(start, since + after) : start;
            return Take(state, expiry, $"its feeds are on battery by its own reading ({string.Join(", ", sight.Dying.SelectMany(group => group.Feeds).Distinct())}), and no coordinator is heard", watch);
        }

        // Nothing tells of the mains any more. Where the lab file says that this means an outage, it is one.
        if (watch.Blind?.StopAfter is { } silence && state.LostSince is { } lost && !sight.IsAnythingFresh)
        {
            var last = Moment.Max(lost, sight.LastWord ?? lost);
            if (now >= last + silence)
            {
                return Take(state, now, $"it has heard neither the coordinator nor its feeds for {PlanWords.Span(now - last)}, and the lab file says `blind: stop_after`", watch);
            }
        }

        return (state, []);
    }

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Take(AgentPowerState state, Moment expiry, string why, AgentWatch watch)
    {
        var lease = new AgentLease(OutageId, state.Seen, 0, expiry, !watch.IsArmed, [.. watch.Groups.SelectMany(group => group.Feeds).Distinct()]) { Why = why };
        return (state with { Lease = lease }, [
            new AgentPowerEffect.KeepLease(lease),
            new AgentPowerEffect.Say("LeaseTakenAlone", $"This node looks after itself: {why}."),
        ]);
    }
}
