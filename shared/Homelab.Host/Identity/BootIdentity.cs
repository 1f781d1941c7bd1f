using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Homelab.Host.Identity;

/// <summary>Which boot of which machine this process belongs to, and which process start this is.</summary>
/// <param name="BootId">/proc/sys/kernel/random/boot_id (random(4)); of the running kernel where the root has none.</param>
/// <param name="Incarnation">64 random bits drawn at this process start; never zero, which protocols use for "unset".</param>
/// <param name="Machine">The device tree's model, the DMI product, or the host's name.</param>
public sealed record BootIdentity(string BootId, ulong Incarnation, string Machine)
{
    /// <summary>What makers of boards leave in DMI where a name should be.</summary>
    private static readonly string[] s_unnamed =
        ["Default string", "To Be Filled By O.E.M.", "To be filled by O.E.M.", "System manufacturer", "System Product Name", "Not Specified"];

    private const string BootIdPath = "proc/sys/kernel/random/boot_id";

    /// <summary>Reads below <paramref name="root"/>. A root that is a captured tree may lack the boot id: then it is this kernel's.</summary>
    public static BootIdentity Read(string root)
    {
        var bootId = FirstLine.Of(Path.Combine(root, BootIdPath)) ?? FirstLine.Of("/" + BootIdPath)
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
        var tree = FirstLine.Of(Path.Combine(root, "proc/device-tree/model")) ?? FirstLine.Of(Path.Combine(root, "sys/firmware/devicetree/base/model"));
        if (tree is not null)
        {
            return tree;
        }

        var vendor = Named(FirstLine.Of(Path.Combine(root, "sys/class/dmi/id/sys_vendor")));
        var product = Named(FirstLine.Of(Path.Combine(root, "sys/class/dmi/id/product_name")));
        return product is not null
            ? vendor is null || product.StartsWith(vendor, StringComparison.OrdinalIgnoreCase) ? product : $"{vendor} {product}"
            : FirstLine.Of(Path.Combine(root, "etc/hostname")) ?? Environment.MachineName;
    }

    private static string? Named(string? text) => s_unnamed.Contains(text) ? null : text;
}
