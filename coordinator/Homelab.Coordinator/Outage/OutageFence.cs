using Homelab.Contracts.Shutdown;
using Homelab.Coordinator.Fleet;

namespace Homelab.Coordinator.Outage;

/// <summary>The fence that a welcome carries.</summary>
public sealed class OutageFence(OutageLog log) : IFenceSource
{
    public Contracts.V1.Fence CurrentFence => log.Fence.ToWire();
}
