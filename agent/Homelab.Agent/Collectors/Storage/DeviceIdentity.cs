using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Who a device is. Reads sysfs only: asking an SD card for an eMMC's registers (CMD8) can unmount the root file system, so nothing is ever sent to a card.
/// </summary>
internal static class DeviceIdentity
{
    private const int SectorBytes = 512;

    public static DeviceReport Read(SysRoot root, FileText scratch, string disk)
    {
        var folder = $"sys/block/{disk}";
        var type = root.Line($"{folder}/device/type", scratch);
        var isCard = disk.StartsWith("mmcblk", StringComparison.Ordinal);
        return new DeviceReport
        {
            Name = disk,
            Kind = isCard ? type == "MMC" ? DeviceKind.Emmc : DeviceKind.SdCard : KindOf(root, disk),
            Identity = First(root, scratch, isCard ? [$"{folder}/device/cid"] : [$"{folder}/wwid", $"{folder}/device/wwid", $"{folder}/device/serial", $"{folder}/serial"]),
            Model = First(root, scratch, [$"{folder}/device/{(isCard ? "name" : "model")}"]),
            Serial = First(root, scratch, [$"{folder}/device/serial", $"{folder}/serial"]),
            Made = isCard ? First(root, scratch, [$"{folder}/device/date"]) : "",
            SizeBytes = root.TryNumber($"{folder}/size", scratch, out var sectors) ? (long)sectors * SectorBytes : 0,
        };
    }

    private static DeviceKind KindOf(SysRoot root, string disk)
    {
        if (disk.StartsWith("nvme", StringComparison.Ordinal))
        {
            return DeviceKind.Nvme;
        }

        // Where it hangs: .../usb1/1-1/... or .../ata1/host0/...
        var parts = root.Real($"sys/block/{disk}")?.Split('/') ?? [];
        return parts.Any(part => IsNumbered(part, "usb")) ? DeviceKind.Usb
            : parts.Any(part => IsNumbered(part, "ata")) ? DeviceKind.Sata
            : DeviceKind.Other;
    }

    private static bool IsNumbered(string part, string prefix) =>
        part.Length > prefix.Length && part.StartsWith(prefix, StringComparison.Ordinal) && part.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string First(SysRoot root, FileText scratch, ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (root.Line(path, scratch) is { } found)
            {
                return string.Join(' ', found.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return "";
    }
}
