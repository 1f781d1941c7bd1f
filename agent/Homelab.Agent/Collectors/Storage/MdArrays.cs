using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>Arrays of the kernel's md driver (kernel document admin-guide/md, "md devices in sysfs").</summary>
internal static class MdArrays
{
    private const string Folder = "sys/block";
    private const int SectorBytes = 512;

    public static IEnumerable<DeviceReport> Read(SysRoot root, FileText scratch)
    {
        foreach (var name in root.Names(Folder).Where(name => name.StartsWith("md", StringComparison.Ordinal)))
        {
            var folder = $"{Folder}/{name}/md";
            if (root.Line(folder + "/array_state", scratch) is not { } state)
            {
                continue;
            }

            var missing = (int)Number(root, scratch, folder + "/degraded");
            yield return new DeviceReport
            {
                Name = name,
                Kind = DeviceKind.Array,
                Identity = root.Line(folder + "/uuid", scratch) ?? "",
                SizeBytes = (long)Number(root, scratch, $"{Folder}/{name}/size") * SectorBytes,
                Volume = new VolumeReport(
                    ConditionOf(state, missing), state, root.Line(folder + "/level", scratch) ?? "", (int)Number(root, scratch, folder + "/raid_disks"), missing,
                    root.Line(folder + "/sync_action", scratch) is "recover" or "resync" or "reshape" or "check" or "repair",
                    (long)Number(root, scratch, folder + "/mismatch_cnt")),
            };
        }
    }

    private static VolumeCondition ConditionOf(string state, int missing) => state switch
    {
        "clear" or "inactive" or "suspended" or "broken" => VolumeCondition.Broken,
        "readonly" or "read-auto" or "clean" or "active" or "write-pending" or "active-idle" => missing > 0 ? VolumeCondition.Degraded : VolumeCondition.Whole,
        _ => VolumeCondition.Other,
    };

    private static double Number(SysRoot root, FileText scratch, string path) => root.TryNumber(path, scratch, out var value) && value is >= 0 and < 1e15 ? value : 0;
}
