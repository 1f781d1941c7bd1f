using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Decides one node's next lease so that P7 holds at every moment: a need's expiry is never before the greatest expiry that a dependent
/// may hold, its stop and the drift. So dependents are shortened first and needs lengthened first, each after its acknowledgement.
/// </summary>
public static class LeaseRule
{
    /// <param name="own">What is known of the node's own lease.</param>
    /// <param name="dependents">Records and stop bounds of the nodes that must be off before this one, by name.</param>
    /// <param name="needs">Records of the nodes that must outlive this one.</param>
    /// <param name="wanted">Its latest start by the present plan.</param>
    /// <param name="feedEnd">The last start that its own feed allows, whoever needs it.</param>
    /// <param name="mayWait">A dependent that was just told of the outage may still be waited for.</param>
    /// <returns>Null: nothing can be granted now; what it holds stands until others have answered.</returns>
    public static LeaseGrant? Next(
        LeaseRecord own,
        IReadOnlyCollection<(string Name, LeaseRecord Lease, TimeSpan Stop)> dependents,
        IReadOnlyCollection<LeaseRecord> needs,
        TimeSpan ownStop,
        Moment wanted,
        Moment feedEnd,
        bool mayWait)
    {
        var floors = dependents
            .Select(dependent => (dependent.Name, At: Floor(dependent.Lease, dependent.Stop, own)))
            .Where(floor => floor.At is not null)
            .Select(floor => (floor.Name, At: floor.At!.Value))
            .Where(floor => floor.At < Moment.Never || feedEnd < Moment.Never)
            .ToList();
        if (mayWait && floors.Any(floor => floor.At >= Moment.Never))
        {
            return null;
        }

        var expiry = Moment.Max(wanted, Moment.Min(feedEnd, floors.Select(floor => floor.At).Aggregate(Moment.Zero, Moment.Max)));
        ImmutableArray<string> forced = [.. floors.Where(floor => floor.At > expiry).Select(floor => floor.Name)];
        var cap = Cap(own, needs, ownStop);
        if (cap >= expiry)
        {
            return new LeaseGrant(expiry, forced);
        }

        // A need that cannot be lengthened binds its dependents; where that is impossible too, the present lease stands.
        return floors.All(floor => floor.At >= Moment.Never || floor.At <= cap) ? new LeaseGrant(cap, forced) : null;
    }

    /// <summary>The earliest expiry that this dependent allows its need; null where it allows any.</summary>
    private static Moment? Floor(LeaseRecord dependent, TimeSpan stop, LeaseRecord need)
    {
        if (dependent.IsLeaving)
        {
            return dependent.LeavingSince is { } since ? since + Stretched(stop) : null;
        }

        if (dependent.Latest is { } latest)
        {
            return latest + Stretched(stop);
        }

        // Connected and without a lease: it would run for ever, so first it must be given one.
        if (dependent.IsConnected)
        {
            return Moment.Never;
        }

        // What a past coordinator granted it was within what that one granted the need.
        return dependent.MayHoldUnknown ? need.Inherited : null;
    }

    private static Moment Cap(LeaseRecord own, IReadOnlyCollection<LeaseRecord> needs, TimeSpan ownStop)
    {
        var cap = Moment.Never;
        foreach (var need in needs.Where(need => !need.IsLeaving))
        {
            if (need.Earliest is { } earliest)
            {
                cap = Moment.Min(cap, earliest - Stretched(ownStop));
            }
            else if (need.MayHoldUnknown && own.Inherited is { } inherited)
            {
                cap = Moment.Min(cap, inherited);
            }
        }

        return cap;
    }

    private static TimeSpan Stretched(TimeSpan stop) => stop * (1 + LatestStarts.Drift);
}
