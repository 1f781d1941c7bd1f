using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Mounted btrfs file systems: missing devices and the errors that each device counted (btrfs(5), "SYSFS INTERFACE": devinfo/DEVID/missing and error_stats). The counts survive a
/// reboot, and <c>btrfs device stats -z</c> clears them.
/// </summary>
internal static class BtrfsFileSystems
{
    private const string Folder = "sys/fs/btrfs";

    public static IEnumerable<DeviceReport> Read(SysRoot root, FileText scratch)
    {
        foreach (var uuid in root.Names(Folder).Where(name => root.Exists($"{Folder}/{name}/devinfo")))
        {
            var devices = root.Names($"{Folder}/{uuid}/devinfo");
            var missing = devices.Count(device => root.Line($"{Folder}/{uuid}/devinfo/{device}/missing", scratch) == "1");
            var counted = devices.Select(device => Errors(root, scratch, $"{Folder}/{uuid}/devinfo/{device}/error_stats")).ToList();
            var name = root.Line($"{Folder}/{uuid}/label", scratch) ?? uuid[..Math.Min(8, uuid.Length)];
            yield return new DeviceReport
            {
                Name = name,
                Kind = DeviceKind.Btrfs,
                Identity = uuid,
                Volume = new VolumeReport(missing > 0 ? VolumeCondition.Degraded : VolumeCondition.Whole, missing > 0 ? "degraded" : "complete", "", devices.Length, missing, false, 0),
                // A kernel before 5.14 tells no counts, and none is not zero.
                FileSystems = counted.Exists(errors => errors is null) ? [] : [new FileSystemReport(name, counted.Sum(errors => errors ?? 0), 0, 0, "")],
            };
        }
    }

    private static long? Errors(SysRoot root, FileText scratch, string path)
    {
        if (!root.Read(path, scratch).Succeeded)
        {
            return null;
        }

        var sum = 0L;
        var lines = new Lines(scratch.Bytes);
        while (lines.TryNext(out var line))
        {
            var fields = new Fields(line);
            if (fields.TrySkip(1) && fields.TryNumber(out var count) && count is >= 0 and < 1e15)
            {
                sum += (long)count;
            }
        }

        return sum;
    }
}
