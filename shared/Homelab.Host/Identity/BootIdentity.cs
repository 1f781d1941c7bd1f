using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Homelab.Host.Identity;

/// <summary>Which boot of which machine this process belongs to, and which process start this is.</summary>
/// <param name="BootId">/proc/sys/kernel/random/boot_id (random(4)); of the running kernel where the root has none.</param>
/// <param name="Incarnation">64 random bits drawn at this process start; never zero, which protocols use for "unset".</param>
/// <param name="Machine">The device tree's model, the DMI product, or the host's name.</param>
public sealed record BootIdentity(string BootId, ulong Incarnation, string Machine)
{
    private const int NameBytesMax = 256;

    /// <summary>What makers of boards leave in DMI where a name should be.</summary>
    private static readonly string[] s_unnamed =
        ["Default string", "To Be Filled By O.E.M.", "To be filled by O.E.M.", "System manufacturer", "System Product Name", "Not Specified"];

    private const string BootIdPath = "proc/sys/kernel/random/boot_id";

    /// <summary>Reads below <paramref name="root"/>. A root that is a captured tree may lack the boot id: then it is this kernel's.</summary>
    public static BootIdentity Read(string root)
    {
        var bootId = ReadText(Path.Combine(root, BootIdPath)) ?? ReadText("/" + BootIdPath)
            ?? throw new PlatformNotSupportedException("/proc/sys/kernel/random/boot_id cannot be read: is /proc mounted?");
        return new BootIdentity(bootId, DrawIncarnation(), MachineOf(root));
    }

    private static ulong DrawIncarnation()
    {
        Span<byte> bits = stackalloc byte[sizeof(ulong)];
        ulong drawn;
        do
        {
            RandomNumberGenerator.Fill(bits);
            drawn = BinaryPrimitives.ReadUInt64LittleEndian(bits);
        }
        while (drawn == 0);
        return drawn;
    }

    private static string MachineOf(string root)
    {
        var tree = ReadText(Path.Combine(root, "proc/device-tree/model")) ?? ReadText(Path.Combine(root, "sys/firmware/devicetree/base/model"));
        if (tree is not null)
        {
            return tree;
        }

        var vendor = Named(ReadText(Path.Combine(root, "sys/class/dmi/id/sys_vendor")));
        var product = Named(ReadText(Path.Combine(root, "sys/class/dmi/id/product_name")));
        return product is not null
            ? vendor is null || product.StartsWith(vendor, StringComparison.OrdinalIgnoreCase) ? product : $"{vendor} {product}"
            : ReadText(Path.Combine(root, "etc/hostname")) ?? Environment.MachineName;
    }

    private static string? Named(string? text) => s_unnamed.Contains(text) ? null : text;

    /// <summary>The first line, without the zero byte that device tree strings end with; null where absent, unreadable or empty.</summary>
    private static string? ReadText(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[NameBytesMax];
            var read = bytes[..RandomAccess.Read(file, bytes, 0)];
            var end = read.IndexOfAny((byte)0, (byte)'\n');
            var text = Encoding.UTF8.GetString(end < 0 ? read : read[..end]).Trim();
            return text.Length == 0 ? null : text;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
