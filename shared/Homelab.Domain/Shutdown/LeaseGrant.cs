namespace Homelab.Domain.Shutdown;

/// <summary>What the coordinator knows of the leases of one node, in the coordinator's own time.</summary>
public sealed record LeaseRecord
{
    public static readonly LeaseRecord None = new();

    /// <summary>The latest expiry that the node may hold or that may be on its way; null where it was sent none.</summary>
    public Moment? Latest { get; init; }

    /// <summary>The expiry that the node is known to hold; null where it has acknowledged none.</summary>
    public Moment? Held { get; init; }

    public bool IsConnected { get; init; }

    /// <summary>Its stop has begun or is over: it needs no lease, and holds up nobody's.</summary>
    public bool IsLeaving { get; init; }
}

/// <param name="Forced">The need's own feed does not let it wait for this dependent; null where all can be waited for.</param>
public sealed record LeaseGrant(Moment Expiry, string? Forced);
