using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>Imported ZFS pools, by the word that the module has of each (<c>/proc/spl/kstat/zfs/POOL/state</c>; zpoolconcepts(7), "Device Failure and Recovery").</summary>
internal static class ZfsPools
{
    private const string Folder = "proc/spl/kstat/zfs";

    public static IEnumerable<DeviceReport> Read(SysRoot root, FileText scratch)
    {
        foreach (var name in root.Names(Folder))
        {
            if (root.Line($"{Folder}/{name}/state", scratch) is { } state)
            {
                // The name tells the pool: nobody imports two of the same.
                yield return new DeviceReport { Name = name, Kind = DeviceKind.ZfsPool, Identity = $"zfs:{name}", Volume = new VolumeReport(ConditionOf(state), state, "", 0, 0, false, 0) };
            }
        }
    }

    private static VolumeCondition ConditionOf(string state) => state switch
    {
        "ONLINE" => VolumeCondition.Whole,
        "DEGRADED" => VolumeCondition.Degraded,
        "FAULTED" or "UNAVAIL" or "SUSPENDED" or "REMOVED" or "OFFLINE" => VolumeCondition.Broken,
        _ => VolumeCondition.Other,
    };
}
