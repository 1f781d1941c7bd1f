using System.Text.Json;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>What smartctl said of a drive: <c>smartctl --json -a</c>, asked by homelab-agent-helper, for it needs root and is a process of its own; the agent has neither.</summary>
/// <param name="Serial">The drive's own; empty where it tells none.</param>
internal sealed record SmartAnswer(string Serial, SmartReport Report)
{
    /// <summary>Null of a drive that sleeps, has no SMART or cannot be opened, as an empty reader, and, with why, of what is no answer of smartctl's.</summary>
    public static SmartAnswer? Parse(ReadOnlySpan<byte> json, out string why)
    {
        why = "it gave no answer of smartctl's";
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            var root = document.RootElement;
            if (Number(root, "smartctl", "exit_status") is not { } status)
            {
                return null;
            }

            var nvme = Find(root, "nvme_smart_health_information_log");
            var attributes = Find(root, "ata_smart_attributes", "table");
            var report = new SmartReport
            {
                ExitStatus = (int)status,
                Passed = Find(root, "smart_status", "passed") is { ValueKind: JsonValueKind.True or JsonValueKind.False } passed ? passed.GetBoolean() : null,
                CriticalWarning = (int?)Number(nvme, "critical_warning"),
                PercentageUsed = (int?)Number(nvme, "percentage_used"),
                AvailableSpare = (int?)Number(nvme, "available_spare"),
                SpareThreshold = (int?)Number(nvme, "available_spare_threshold"),
                LostData = Number(nvme, "media_errors") ?? Sum(Attribute(attributes, 197), Attribute(attributes, 198)),
                Reallocated = Attribute(attributes, 5),
            };
            why = "";
            return report is { Passed: null, CriticalWarning: null, LostData: null, Reallocated: null } ? null : new SmartAnswer(Text(root, "serial_number"), report);
        }
        // A text whose bytes are none is only met when it is taken.
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether it is the word of this drive: another may have taken its name between the look and the question.</summary>
    public bool IsOf(DeviceReport device) => Serial.Length == 0 || device.Serial.Length == 0 || Serial == device.Serial.Trim();

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

    private static string Text(JsonElement from, string name) => Find(from, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim() : "";

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
