namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// The whole devices with hardware behind them, and on which of them each partition and each mapped volume lies (/sys/block). A volume over several devices
/// belongs to none.
/// </summary>
internal sealed class BlockTree
{
    private const string Folder = "sys/block";
    private readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byNumber = new(StringComparer.Ordinal);
    private readonly List<string> _disks = [];

    public IReadOnlyList<string> Disks => _disks;

    public static BlockTree Read(SysRoot root, FileText scratch)
    {
        var tree = new BlockTree();
        var names = root.Names(Folder);
        foreach (var name in names.Where(name => root.Exists($"{Folder}/{name}/device") && IsStorage(name)))
        {
            tree._disks.Add(name);
            tree.Add(root, scratch, name, $"{Folder}/{name}", name);
            foreach (var part in root.Names($"{Folder}/{name}").Where(part => part.StartsWith(name, StringComparison.Ordinal)))
            {
                tree.Add(root, scratch, part, $"{Folder}/{name}/{part}", name);
            }
        }

        // Mapped volumes stand on partitions, or on other mapped volumes with lower numbers.
        foreach (var name in names.Where(name => !tree._byName.ContainsKey(name)))
        {
            var below = root.Names($"{Folder}/{name}/slaves").Select(slave => tree._byName.GetValueOrDefault(slave)).Distinct().ToArray();
            if (below is [{ } disk])
            {
                tree.Add(root, scratch, name, $"{Folder}/{name}", disk);
            }
        }

        return tree;
    }

    /// <summary>The disk under a block device by its name, such as mmcblk0p2; null where it lies on none or on several.</summary>
    public string? DiskOf(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The disk under a mounted file system.</summary>
    public string? DiskOf(Mount mount) =>
        _byNumber.GetValueOrDefault(mount.Number) ?? (mount.Device.StartsWith("/dev/", StringComparison.Ordinal) ? DiskOf(mount.Device[5..]) : null);

    /// <summary>Boot areas of an eMMC are devices of their own and no place for files; a CD is no storage.</summary>
    private static bool IsStorage(string name) =>
        !name.StartsWith("sr", StringComparison.Ordinal) && !name.Contains("boot", StringComparison.Ordinal) && !name.Contains("rpmb", StringComparison.Ordinal);

    private void Add(SysRoot root, FileText scratch, string name, string folder, string disk)
    {
        _byName[name] = disk;
        if (root.Line(folder + "/dev", scratch) is { } number)
        {
            _byNumber[number] = disk;
        }
    }
}
