using System.Text.Json;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// What smartctl said of a drive: <c>smartctl --json -a</c> as deploy/systemd/homelab-smartctl@.service leaves it in /run/homelab-smartctl. smartctl needs root and starts a process; the agent has neither, so it
/// reads what is there. A file that is being written is none.
/// </summary>
internal static class SmartFiles
{
    private const string Folder = "run/homelab-smartctl";

    /// <summary>Of a block device such as sda or nvme0n1; null where nobody asked it, or where another drive with another serial number was asked.</summary>
    public static SmartReport? Of(SysRoot root, FileText scratch, DeviceReport device, DateTimeOffset now)
    {
        foreach (var file in root.Names(Folder).Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
        {
            var asked = file[..^".json".Length];
            if ((asked == device.Name || IsControllerOf(asked, device.Name)) && root.Read($"{Folder}/{file}", scratch).Succeeded && Parse(scratch.Bytes, device.Serial, now) is { } report)
            {
                return report;
            }
        }

        return null;
    }

    /// <summary>Null where it is no answer of smartctl's, or of another drive.</summary>
    internal static SmartReport? Parse(ReadOnlySpan<byte> json, string serial, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            var root = document.RootElement;
            if (Number(root, "local_time", "time_t") is not { } asked
                || (serial.Length > 0 && Find(root, "serial_number") is { ValueKind: JsonValueKind.String } other && other.GetString()!.Trim() != serial.Trim()))
            {
                return null;
            }

            var nvme = Find(root, "nvme_smart_health_information_log");
            var attributes = Find(root, "ata_smart_attributes", "table");
            return new SmartReport
            {
                ReadAgo = Ago(asked, now),
                ExitStatus = (int)(Number(root, "smartctl", "exit_status") ?? 0),
                Passed = Find(root, "smart_status", "passed") is { ValueKind: JsonValueKind.True or JsonValueKind.False } passed ? passed.GetBoolean() : null,
                CriticalWarning = (int?)Number(nvme, "critical_warning"),
                PercentageUsed = (int?)Number(nvme, "percentage_used"),
                AvailableSpare = (int?)Number(nvme, "available_spare"),
                SpareThreshold = (int?)Number(nvme, "available_spare_threshold"),
                LostData = Number(nvme, "media_errors") ?? Sum(Attribute(attributes, 197), Attribute(attributes, 198)),
                Reallocated = Attribute(attributes, 5),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>smartctl asks a controller, and the kernel's disk is a name space of it.</summary>
    private static bool IsControllerOf(string asked, string disk) => asked.StartsWith("nvme", StringComparison.Ordinal) && disk.StartsWith(asked + "n", StringComparison.Ordinal);

    private static TimeSpan Ago(long asked, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds() - asked;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 10L * 365 * 24 * 3600), 0);
    }

    private static JsonElement? Find(JsonElement? from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (from is not { ValueKind: JsonValueKind.Object } element || !element.TryGetProperty(name, out var inner))
            {
                return null;
            }

            from = inner;
        }

        return from;
    }

    private static long? Number(JsonElement? from, params ReadOnlySpan<string> path) =>
        Find(from, path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && value >= 0 ? value : null;

    private static long? Attribute(JsonElement? table, int id)
    {
        if (table is not { ValueKind: JsonValueKind.Array } rows)
        {
            return null;
        }

        foreach (var row in rows.EnumerateArray())
        {
            if (Number(row, "id") == id)
            {
                return Number(row, "raw", "value");
            }
        }

        return null;
    }

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);
}
