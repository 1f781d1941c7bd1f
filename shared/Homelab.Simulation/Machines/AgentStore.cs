using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>
/// What an agent finds when it starts again: lease and orders of this boot on tmpfs (P10), and on disk the fence, which is written only
/// where another coordinator speaks.
/// </summary>
internal sealed class AgentStore
{
    private AgentPowerState? _tmpfs;
    private Fence _disk = Fence.None;

    public void Keep(AgentPowerState state) => _tmpfs = state;

    public void KeepFence(Fence fence)
    {
        if (fence.Lineage != _disk.Lineage || fence.Epoch != _disk.Epoch)
        {
            _disk = fence;
        }
    }

    public AgentPowerState Load(string bootId, bool mayPowerOff)
    {
        var fresh = new AgentPowerState { BootId = bootId, Seen = _disk, MayPowerOff = mayPowerOff };
        return _tmpfs is not { } kept || kept.BootId != bootId
            ? fresh
            : fresh with { Seen = kept.Seen.IsOlderThan(_disk) ? _disk : kept.Seen, Lease = kept.Lease, HasExpired = kept.HasExpired, Orders = kept.Orders };
    }
}
