using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>What the coordinator knows of the leases of one node, in the coordinator's own time.</summary>
public sealed record LeaseRecord
{
    public static readonly LeaseRecord None = new();

    /// <summary>The latest expiry that the node may hold or that may be on its way; null where it was sent none.</summary>
    public Moment? Latest { get; init; }

    /// <summary>The earliest expiry that the node may hold, or come to hold when what is on its way arrives; null where it was sent none.</summary>
    public Moment? Earliest { get; init; }

    public bool IsConnected { get; init; }

    /// <summary>Its stop has begun or is over: it needs no lease.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>When it took its order, where its stop may still run: a lease that ended then. Null where it is over or took none.</summary>
    public Moment? LeavingSince { get; init; }

    /// <summary>Not heard since this coordinator started: it may hold a lease of the one before.</summary>
    public bool MayHoldUnknown { get; init; }

    /// <summary>
    /// What the coordinator before had granted it: what that one granted to those who are not heard since is in order with this, also in an
    /// outage that has begun meanwhile. Null where it is over or was never said.
    /// </summary>
    public Moment? Inherited { get; init; }
}

/// <param name="Forced">Dependents that the need's own feed does not let it wait for.</param>
public sealed record LeaseGrant(Moment Expiry, ImmutableArray<string> Forced);
