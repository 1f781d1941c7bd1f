using System.Text;

namespace Homelab.Agent.Collectors;

/// <summary>One mounted file system (proc_pid_mountinfo(5)).</summary>
public sealed record Mount(string Device, string MountPoint, string FileSystemType, bool IsReadOnly)
{
    /// <summary>Of the device, as major:minor.</summary>
    public string Number { get; init; } = "";

    private static readonly HashSet<string> s_withoutRoom = new(StringComparer.Ordinal)
    {
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "devtmpfs", "efivarfs", "fusectl", "fuse.lxcfs",
        "hugetlbfs", "iso9660", "mqueue", "nsfs", "overlay", "proc", "procfs", "pstore", "ramfs", "rpc_pipefs", "securityfs", "selinuxfs",
        "squashfs", "sysfs", "tracefs",
    };

    private static readonly string[] s_foldersOfTheSystem =
        ["/dev", "/proc", "/sys", "/run", "/var/lib/docker", "/var/lib/containers/storage", "/var/lib/kubelet"];

    /// <summary>Whether its room says something: no kernel interface, no image, nothing that containers mount by the dozen.</summary>
    public bool HasRoom => !s_withoutRoom.Contains(FileSystemType)
        && !s_foldersOfTheSystem.Any(folder => MountPoint == folder || MountPoint.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Whether asking it can wait for another machine or a user's program.</summary>
    public bool CanHang => FileSystemType.StartsWith("nfs", StringComparison.Ordinal)
        || FileSystemType.StartsWith("fuse", StringComparison.Ordinal)
        || FileSystemType is "cifs" or "smb3" or "ceph" or "9p" or "afs" or "glusterfs" or "virtiofs" or "ocfs2" or "gfs2";

    /// <summary>
    /// Reads a line such as <c>36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue</c>; null where it has not that form.
    /// </summary>
    public static Mount? Parse(ReadOnlySpan<byte> line)
    {
        var fields = new Fields(line);
        if (!fields.TrySkip(2) || !fields.TryNext(out var number) || !fields.TrySkip(1) || !fields.TryNext(out var mountPoint) || !fields.TryNext(out var options))
        {
            return null;
        }

        ReadOnlySpan<byte> field;
        do
        {
            if (!fields.TryNext(out field))
            {
                return null;
            }
        }
        while (!field.SequenceEqual("-"u8));

        if (!fields.TryNext(out var type) || !fields.TryNext(out var device))
        {
            return null;
        }

        var superOptions = fields.TryNext(out var last) ? last : default;
        return new Mount(Unescape(device), Unescape(mountPoint), Encoding.UTF8.GetString(type), IsRead(options) || IsRead(superOptions))
        {
            Number = Encoding.UTF8.GetString(number),
        };
    }

    private static bool IsRead(ReadOnlySpan<byte> options) => options.SequenceEqual("ro"u8) || options.StartsWith("ro,"u8);

    /// <summary>Blank, tab, line end and backslash are written as three octal digits.</summary>
    internal static string Unescape(ReadOnlySpan<byte> field)
    {
        Span<byte> bytes = field.Length <= 1024 ? stackalloc byte[field.Length] : new byte[field.Length];
        var length = 0;
        for (var i = 0; i < field.Length; i++)
        {
            var isEscape = field[i] == '\\' && i + 3 < field.Length && IsOctal(field[i + 1]) && IsOctal(field[i + 2]) && IsOctal(field[i + 3]);
            bytes[length++] = isEscape ? (byte)((field[i + 1] - '0') * 64 + (field[i + 2] - '0') * 8 + field[i + 3] - '0') : field[i];
            i += isEscape ? 3 : 0;
        }

        return Encoding.UTF8.GetString(bytes[..length]);
    }

    private static bool IsOctal(byte letter) => letter is >= (byte)'0' and <= (byte)'7';
}
