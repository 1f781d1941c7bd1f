using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Machines;

/// <summary>
/// What an agent finds when it starts again: lease and orders of this boot on tmpfs (P10), and on disk the fence, which is written only
/// where another coordinator speaks, and what the node is to look at when nobody does.
/// </summary>
/// <param name="file">What the file of this boot gives back, by the boot that asks and what was kept.</param>
internal sealed class AgentStore(Func<string, AgentPowerState, AgentPowerState> file)
{
    private AgentPowerState? _tmpfs;
    private Fence _disk = Fence.None;
    private AgentWatch? _watch;

    /// <summary>False while tmpfs is full: what is kept stays what it was.</summary>
    public bool HasRoom { get; set; } = true;

    /// <summary>What the agent holds is what it would find after a crash.</summary>
    public bool IsUpToDate { get; private set; } = true;

    public bool Keep(AgentPowerState state)
    {
        _tmpfs = HasRoom ? state : _tmpfs;
        return IsUpToDate = HasRoom;
    }

    public void KeepFence(Fence fence)
    {
        if (fence.Lineage != _disk.Lineage || fence.Epoch != _disk.Epoch)
        {
            _disk = fence;
        }
    }

    public void KeepWatch(AgentWatch watch) => _watch = watch;

    public AgentPowerState Load(string bootId, bool mayPowerOff)
    {
        var fresh = new AgentPowerState { BootId = bootId, Seen = _disk, MayPowerOff = mayPowerOff, Watch = _watch };
        return _tmpfs is not { } written || file(bootId, written) is not { } kept || kept.BootId != bootId
            ? fresh
            : fresh with
            {
                Seen = kept.Seen.IsOlderThan(_disk) ? _disk : kept.Seen,
                Lease = kept.Lease,
                HasExpired = kept.HasExpired,
                Orders = kept.Orders,
                UnitOrders = kept.UnitOrders,
                LostSince = kept.LostSince,
                BatterySince = kept.BatterySince,
            };
    }
}
