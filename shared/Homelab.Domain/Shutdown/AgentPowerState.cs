using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>A lease as the agent holds it, in its own time.</summary>
public sealed record AgentLease(string OutageId, Fence Fence, ulong Sequence, Moment Expiry, bool Advisory, ImmutableArray<string> Feeds)
{
    /// <summary>True where (epoch, generation, sequence) of this come before the given ones (P5).</summary>
    public bool IsOlderThan(Fence fence, ulong sequence) =>
        Fence.IsOlderThan(fence) || (Fence.Epoch == fence.Epoch && Fence.Generation == fence.Generation && Sequence < sequence);
}

/// <summary>What the agent knows of power: the fence it obeys, the lease it holds, the orders it has taken.</summary>
public sealed record AgentPowerState
{
    public required string BootId { get; init; }

    /// <summary>The highest fence ever obeyed; kept on disk.</summary>
    public Fence Seen { get; init; } = Fence.None;

    public AgentLease? Lease { get; init; }

    /// <summary>A lease ran out in this boot: nothing takes that back (P9).</summary>
    public bool HasExpired { get; init; }

    /// <summary>When the power-off of a lease that ran out was last asked for; null where it was not, in this process.</summary>
    public Moment? AskedAt { get; init; }

    /// <summary>The system took it: there is nothing more to ask for.</summary>
    public bool HasTaken { get; init; }

    /// <summary>Orders of this boot, by id, and what became of them.</summary>
    public ImmutableDictionary<string, OrderAnswer> Orders { get; init; } = ImmutableDictionary<string, OrderAnswer>.Empty;

    /// <summary>Orders of this boot to stop units, in the order in which they came, until their outage is over.</summary>
    public ImmutableArray<UnitOrder> UnitOrders { get; init; } = [];

    /// <summary>False where the node refuses to be powered off; always wins.</summary>
    public bool MayPowerOff { get; init; } = true;
}
