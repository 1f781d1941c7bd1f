using Homelab.Domain.Shutdown;
using WireFence = Homelab.Contracts.V1.Fence;

namespace Homelab.Contracts.Shutdown;

public static class FenceMessage
{
    public static WireFence ToWire(this Fence fence) =>
        new() { Lineage = fence.Lineage, Epoch = fence.Epoch, Instance = fence.Instance, Generation = fence.Generation };
}
