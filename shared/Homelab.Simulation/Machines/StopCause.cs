using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>What a machine acted on when it began to stop.</summary>
/// <param name="OrderId">Empty where a lease ran out.</param>
/// <param name="Fence">Of the order, or of the lease; none where the node decided by itself.</param>
public sealed record StopCause(string OrderId, string OutageId, Fence Fence, string Reason)
{
    public bool IsOrder => OrderId.Length > 0;
}
