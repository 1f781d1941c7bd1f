using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>What a machine acted on when it began to stop.</summary>
/// <param name="OrderId">Empty where a lease ran out.</param>
/// <param name="Fence">Of the order, or of the lease; none where the node decided by itself.</param>
public sealed record StopCause(string OrderId, string OutageId, Fence Fence, string Reason)
{
    /// <summary>By an upsmon of its own, and by nothing of ours (P16).</summary>
    public static readonly StopCause OwnUpsmon = new("", "", Fence.None, "its own upsmon") { IsForeign = true };

    public bool IsOrder => OrderId.Length > 0;

    public bool IsForeign { get; private init; }
}
