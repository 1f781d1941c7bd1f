using Homelab.Domain.Shutdown;
using WireFence = Homelab.Contracts.V1.Fence;

namespace Homelab.Contracts.Shutdown;

public static class FenceMessage
{
    public static WireFence ToWire(this Fence fence) =>
        new() { Lineage = fence.Lineage, Epoch = fence.Epoch, Instance = fence.Instance, Generation = fence.Generation };

    /// <summary>A fence without a lineage is nobody's, whatever else it says.</summary>
    public static Fence FromWire(this WireFence? fence) =>
        fence is null || fence.Lineage.Length == 0 ? Fence.None : new Fence(fence.Lineage, fence.Epoch, fence.Instance, fence.Generation);
}
