using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// The agent's side of power: which lease replaces which, which order is obeyed, and what happens when nobody renews. Pure, so that the
/// simulator runs it as it is shipped.
/// </summary>
public static class LastResort
{
    /// <summary>A system that refused a power-off is asked again after this long: by then it may have changed its mind.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    public static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Advance(AgentPowerState state, AgentPowerInput input, Moment now)
    {
        // Expiry first: a lease that ran out before this input came stays run out (P9).
        var (current, expired) = Expire(state, now);
        var (next, effects) = input switch
        {
            AgentPowerInput.LeaseCame lease => TakeLease(current, lease, now),
            AgentPowerInput.OrderCame order => TakeOrder(current, order, now),
            AgentPowerInput.UnitsOrderCame order => TakeUnits(current, order, now),
            AgentPowerInput.UnitsAnswered answered => UnitOrders.TakeAnswer(current, answered),
            AgentPowerInput.EndedCame ended => TakeEnd(current, ended, now),
            AgentPowerInput.PowerOffAnswered answered => TakeAnswer(current, answered),
            AgentPowerInput.BeatAnswered answered => (Hear(current, answered.Fence, now), []),
            AgentPowerInput.WatchCame watch => TakeWatch(current, watch),
            AgentPowerInput.FeedsRead read => (current with { Read = read.Feeds }, []),
            _ => (current, []),
        };
        var (alone, more) = AgentAlone.Advance(next, now);
        return (alone, expired.IsEmpty && more.IsEmpty ? effects : [.. expired, .. effects, .. more]);
    }

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Expire(AgentPowerState state, Moment now)
    {
        if (state.Lease is not { } lease || (!state.HasExpired && now < lease.Expiry))
        {
            return (state, []);
        }

        var reason = lease.Why.Length > 0 ? lease.Why : $"the lease of outage {lease.OutageId} ran out and nobody renewed it";
        if (lease.Advisory)
        {
            return Drop(state, "LeaseExpiredObserving", $"In observe mode nothing is stopped, although {reason}.");
        }

        if (!state.MayPowerOff)
        {
            return Drop(state, "LeaseExpiredRefused", $"Stays on although {reason}: this node may not be powered off.");
        }

        var expired = state with { HasExpired = true };
        if (state.HasTaken || (state.AskedAt is { } asked && now - asked < AskAgainAfter))
        {
            return (expired, []);
        }

        return (expired with { AskedAt = now }, [new AgentPowerEffect.PowerOff("", lease.OutageId, reason) { End = state.Watch?.End ?? PowerEnd.Off }]);
    }

    /// <summary>A lease that could stop nothing is forgotten, and the next one is taken again.</summary>
    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Drop(AgentPowerState state, string code, string message) =>
        (state with { Lease = null, HasExpired = false, HasActedAlone = state.Lease is { OutageId: AgentAlone.OutageId } }, [new AgentPowerEffect.KeepLease(null), new AgentPowerEffect.Say(code, message)]);

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) TakeLease(AgentPowerState state, AgentPowerInput.LeaseCame lease, Moment now)
    {
        // A second copy of what it holds is no refusal: the answer to the first may be lost, and whoever granted it must not forget it.
        if (state.Lease is { } present && present.Fence == lease.Fence && present.Sequence == lease.Sequence && lease.BootId == state.BootId && !state.HasExpired)
        {
            return (state, [new AgentPowerEffect.AnswerLease(lease.OutageId, lease.Fence, lease.Sequence, LeaseVerdict.Held)]);
        }

        var expiry = lease.BeatSentAt is { } sent ? sent + lease.Duration : (Moment?)null;
        var verdict = Judge(state, lease, expiry, now);
        var answer = new AgentPowerEffect.AnswerLease(lease.OutageId, lease.Fence, lease.Sequence, verdict);
        if (verdict != LeaseVerdict.Held)
        {
            return (state, [answer]);
        }

        var held = new AgentLease(lease.OutageId, lease.Fence, lease.Sequence, expiry!.Value, lease.Advisory, lease.Feeds) { Granted = expiry, Reserve = lease.Reserve };
        var (risen, keep) = Rise(state, lease.Fence);
        return (Hear(risen, lease.Fence, now) with { Lease = held }, [.. keep, new AgentPowerEffect.KeepLease(held), answer]);
    }

    private static LeaseVerdict Judge(AgentPowerState state, AgentPowerInput.LeaseCame lease, Moment? expiry, Moment now)
    {
        if (lease.BootId != state.BootId)
        {
            return LeaseVerdict.OtherBoot;
        }

        if (IsForeign(state, lease.Fence))
        {
            return LeaseVerdict.OtherLineage;
        }

        if (IsOlder(state, lease.Fence) || (state.Lease is { } held && held.Fence.Lineage == lease.Fence.Lineage && !held.IsOlderThan(lease.Fence, lease.Sequence)))
        {
            return LeaseVerdict.Older;
        }

        if (expiry is null)
        {
            return LeaseVerdict.UnknownBeat;
        }

        return state.HasExpired || expiry <= now ? LeaseVerdict.Expired : LeaseVerdict.Held;
    }

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) TakeOrder(AgentPowerState state, AgentPowerInput.OrderCame order, Moment now)
    {
        // Obeyed once, answered each time with what became of it (P2).
        if (state.Orders.TryGetValue(order.OrderId, out var known))
        {
            return (state, [new AgentPowerEffect.AnswerOrder(known, order.OutageId, order.StepId)]);
        }

        if (Refusal(state, order, now) is { } why)
        {
            var refused = new OrderAnswer(order.OrderId, OrderAnswerKind.Refused, why);

            // Not remembered: the same order with a fresh lifetime, or from a risen fence, is judged anew.
            return (state, [new AgentPowerEffect.AnswerOrder(refused, order.OutageId, order.StepId)]);
        }

        var accepted = new OrderAnswer(order.OrderId, OrderAnswerKind.Accepted, "");
        var (risen, keep) = Rise(state, order.Fence);
        return (risen with { Orders = risen.Orders.Add(order.OrderId, accepted) }, [
            .. keep,
            new AgentPowerEffect.AnswerOrder(accepted, order.OutageId, order.StepId),
            new AgentPowerEffect.PowerOff(order.OrderId, order.OutageId, order.Reason) { End = order.End },
        ]);
    }

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) TakeUnits(AgentPowerState state, AgentPowerInput.UnitsOrderCame order, Moment now)
    {
        var refusal = Refusal(state, order, now);
        var (next, effects) = UnitOrders.Take(state, order, refusal);
        var (risen, keep) = refusal is null ? Rise(next, order.Fence) : (next, []);
        return (risen, [.. keep, .. effects]);
    }

    private static string? Refusal(AgentPowerState state, AgentPowerInput.Command order, Moment now) => order switch
    {
        _ when order.BootId != state.BootId => "OtherBoot: the order is for another boot of this node",
        _ when IsForeign(state, order.Fence) => $"OtherLineage: this node obeys {state.Seen.Lineage}",
        _ when IsOlder(state, order.Fence) => $"Older: this node has obeyed {state.Seen}",
        { BeatSentAt: null } => "UnknownBeat: the order answers no beat of this boot",
        { BeatSentAt: { } sent } when sent + order.Lifetime <= now => "Expired: the order came after its lifetime",
        _ when !state.MayPowerOff => "NotAllowed: this node may not be powered off",
        _ => null,
    };

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) TakeEnd(AgentPowerState state, AgentPowerInput.EndedCame ended, Moment now)
    {
        if (ended.BootId != state.BootId || IsForeign(state, ended.Fence) || IsOlder(state, ended.Fence))
        {
            return (state, []);
        }

        // Also by a node that holds nothing of it: the last lease may be on its way still, and must find its outage over.
        var (risen, keep) = Rise(state, ended.Fence);
        if (state.HasExpired || (state.Lease?.OutageId != ended.OutageId && !state.UnitOrders.Any(order => order.OutageId == ended.OutageId)))
        {
            return (risen, [.. keep]);
        }

        var (released, started) = UnitOrders.Release(Hear(risen, ended.Fence, now));
        return (released with { Lease = null }, [
            .. keep,
            .. started,
            new AgentPowerEffect.KeepLease(null),
            new AgentPowerEffect.Say("OutageEnded", $"Outage {ended.OutageId} ended; the lease is gone."),
        ]);
    }

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) TakeAnswer(AgentPowerState state, AgentPowerInput.PowerOffAnswered answered)
    {
        if (!state.Orders.TryGetValue(answered.OrderId, out _))
        {
            return answered.Taken
                ? (state with { HasTaken = true }, [])
                : (state, [new AgentPowerEffect.Say("PowerOffFailed", $"{answered.Detail}; it is asked again in {PlanWords.Span(AskAgainAfter)}.")]);
        }

        var kind = answered.Taken ? OrderAnswerKind.PoweringOff : OrderAnswerKind.Failed;
        var answer = new OrderAnswer(answered.OrderId, kind, answered.Detail);
        var parts = answered.OrderId.Split('/');
        return (state with { Orders = state.Orders.SetItem(answered.OrderId, answer), HasTaken = state.HasTaken || answered.Taken }, [
            new AgentPowerEffect.AnswerOrder(answer, parts[0], parts.ElementAtOrDefault(1) ?? ""),
        ]);
    }

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) TakeWatch(AgentPowerState state, AgentPowerInput.WatchCame came)
    {
        if (IsForeign(state, came.Fence) || IsOlder(state, came.Fence))
        {
            return (state, []);
        }

        // What was told before is older from now on: a late copy of it must not come back.
        var (risen, keep) = Rise(state, came.Fence);
        return (risen with { Watch = came.Watch }, [.. keep, new AgentPowerEffect.KeepWatch(came.Watch)]);
    }

    /// <summary>Only a coordinator that would be obeyed counts as heard.</summary>
    private static AgentPowerState Hear(AgentPowerState state, Fence fence, Moment now) =>
        IsForeign(state, fence) || IsOlder(state, fence) ? state : state with { HeardAt = now, Heard = fence };

    /// <summary>A node that has obeyed nobody yet takes the first lineage it meets; another needs an admin's acceptance (P3).</summary>
    private static bool IsForeign(AgentPowerState state, Fence fence) =>
        !state.Seen.IsNone && state.Seen.Lineage != fence.Lineage && (fence.IsNone || fence.Lineage != state.AcceptedLineage);

    /// <summary>Epochs are compared within a lineage: one that was accepted anew begins again.</summary>
    private static bool IsOlder(AgentPowerState state, Fence fence) => state.Seen.Lineage == fence.Lineage && fence.IsOlderThan(state.Seen);

    private static (AgentPowerState State, ImmutableArray<AgentPowerEffect> Effects) Rise(AgentPowerState state, Fence fence) =>
        state.Seen == fence ? (state, []) : (state with { Seen = fence }, [new AgentPowerEffect.KeepFence(fence)]);
}
