namespace Homelab.Agent.Collectors;

/// <summary>Tells disks from partitions and from what is no disk, by the kernel's names (kernel document admin-guide/devices).</summary>
internal static class BlockDeviceName
{
    private static readonly string[] s_notDisks = ["ram", "loop", "fd", "sr", "zram"];
    private static readonly string[] s_lettered = ["sd", "hd", "vd", "xvd"];
    private static readonly string[] s_withPartitionMark = ["nvme", "mmcblk", "nbd"];

    public static bool IsWholeDisk(ReadOnlySpan<byte> name)
    {
        foreach (var prefix in s_notDisks)
        {
            if (StartsWith(name, prefix) && AreDigits(name[prefix.Length..]))
            {
                return false;
            }
        }

        foreach (var prefix in s_lettered)
        {
            if (StartsWith(name, prefix))
            {
                return !char.IsAsciiDigit((char)name[^1]);
            }
        }

        foreach (var prefix in s_withPartitionMark)
        {
            var mark = name.LastIndexOf((byte)'p');
            if (StartsWith(name, prefix) && mark > prefix.Length && AreDigits(name[(mark + 1)..]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StartsWith(ReadOnlySpan<byte> name, string prefix)
    {
        if (name.Length < prefix.Length)
        {
            return false;
        }

        for (var i = 0; i < prefix.Length; i++)
        {
            if (name[i] != prefix[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
