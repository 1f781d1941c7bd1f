using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>The fence under which this coordinator speaks now (P3), for the welcome.</summary>
public interface IFenceSource
{
    Fence CurrentFence { get; }
}
