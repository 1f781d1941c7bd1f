namespace Homelab.Domain.Shutdown;

/// <summary>
/// Decides one node's next lease so that P7 holds at every moment: a need's expiry is never before the greatest expiry that a dependent
/// may hold, its stop and the drift. So dependents are shortened first and needs lengthened first, each after its acknowledgement.
/// </summary>
public static class LeaseRule
{
    /// <param name="dependents">Records and stop bounds of the nodes that must be off before this one, by name.</param>
    /// <param name="needs">Records of the nodes that must outlive this one.</param>
    /// <param name="wanted">Its latest start by the present plan.</param>
    /// <param name="feedEnd">The last start that its own feed allows, whoever needs it.</param>
    /// <param name="mayWait">A dependent that was just told of the outage may still be waited for.</param>
    /// <returns>Null: nothing can be granted now; what it holds stands until others have answered.</returns>
    public static LeaseGrant? Next(
        IReadOnlyCollection<(string Name, LeaseRecord Lease, TimeSpan Stop)> dependents,
        IReadOnlyCollection<LeaseRecord> needs,
        TimeSpan ownStop,
        Moment wanted,
        Moment feedEnd,
        bool mayWait)
    {
        var expiry = wanted;
        string? forced = null;
        foreach (var (name, lease, stop) in dependents)
        {
            if (lease.IsLeaving || (!lease.IsConnected && lease.Latest is null))
            {
                continue;
            }

            // Connected and without a lease: it would run for ever, so first it must be given one.
            var floor = lease.Held is null && lease.Latest is null ? Moment.Never : lease.Latest!.Value + Stretched(stop);
            if (floor <= expiry)
            {
                continue;
            }

            if (floor >= Moment.Never && mayWait)
            {
                return null;
            }

            expiry = Moment.Min(floor, feedEnd);
            forced = floor > feedEnd ? name : forced;
        }

        var cap = needs
            .Where(need => !need.IsLeaving && need.Held is not null)
            .Select(need => need.Held!.Value - Stretched(ownStop))
            .Aggregate(Moment.Never, Moment.Min);
        if (cap >= expiry)
        {
            return new LeaseGrant(expiry, forced);
        }

        // A need that cannot be lengthened binds its dependents; where that is impossible too, the present lease stands.
        return dependents.All(dependent => Allows(dependent.Lease, dependent.Stop, cap)) ? new LeaseGrant(cap, forced) : null;
    }

    private static bool Allows(LeaseRecord dependent, TimeSpan stop, Moment expiry) =>
        dependent.IsLeaving || dependent.Latest is not { } latest || latest + Stretched(stop) <= expiry;

    private static TimeSpan Stretched(TimeSpan stop) => stop * (1 + LatestStarts.Drift);
}
