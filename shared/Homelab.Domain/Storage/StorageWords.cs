using System.Globalization;

namespace Homelab.Domain.Storage;

/// <summary>How storage speaks.</summary>
public static class StorageWords
{
    private const double Kilo = 1000;

    public static string Name(StorageVerdict verdict) => verdict switch
    {
        StorageVerdict.Ok => "OK",
        StorageVerdict.Aging => "AGING",
        StorageVerdict.Failing => "FAILING",
        StorageVerdict.Failed => "FAILED",
        _ => "UNKNOWN",
    };

    public static string Name(DeviceKind kind) => kind switch
    {
        DeviceKind.SdCard => "SD card",
        DeviceKind.Emmc => "eMMC",
        DeviceKind.Nvme => "NVMe",
        DeviceKind.Sata => "SATA",
        DeviceKind.Usb => "USB",
        DeviceKind.Array => "array",
        DeviceKind.ZfsPool => "ZFS pool",
        DeviceKind.Btrfs => "btrfs",
        _ => "disk",
    };

    /// <summary>What is printed on a card: decimal, as makers count.</summary>
    public static string Bytes(double bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB", "PB"];
        var step = 0;
        while (bytes >= Kilo && step < units.Length - 1)
        {
            bytes /= Kilo;
            step++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(bytes >= 10 || step == 0 ? Math.Round(bytes) : Math.Round(bytes, 1))} {units[step]}");
    }

    internal static string Count(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    internal static string Ago(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalDays} days ago"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours} hours ago"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMinutes} minutes ago"),
        _ => "just now",
    };
}
