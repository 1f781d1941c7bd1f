using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>What ext4 keeps of itself in its superblock (/sys/fs/ext4, kernel document ABI/testing/sysfs-fs-ext4).</summary>
internal static class Ext4Counters
{
    private const string Folder = "sys/fs/ext4";
    private const int BytesPerKilobyte = 1024;

    /// <summary>By the disk that each lies on.</summary>
    public static ILookup<string, FileSystemReport> Read(SysRoot root, FileText scratch, BlockTree tree) => root.Names(Folder)
        .Select(device => (Disk: tree.DiskOf(device), Device: device))
        .Where(pair => pair.Disk is not null && root.Exists($"{Folder}/{pair.Device}/errors_count"))
        .ToLookup(pair => pair.Disk!, pair => Of(root, scratch, pair.Device), StringComparer.Ordinal);

    private static FileSystemReport Of(SysRoot root, FileText scratch, string device)
    {
        var folder = $"{Folder}/{device}";
        return new(
            device,
            Number(root, scratch, folder + "/errors_count"),
            Number(root, scratch, folder + "/warning_count"),
            Number(root, scratch, folder + "/lifetime_write_kbytes") * BytesPerKilobyte,
            root.Line(folder + "/last_error_func", scratch) ?? "");
    }

    private static long Number(SysRoot root, FileText scratch, string path) => root.TryNumber(path, scratch, out var value) ? (long)value : 0;
}
