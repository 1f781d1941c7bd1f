using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab status</c>: what is wrong first, then all there is, then what it is based on.</summary>
public static class StatusText
{
    public static string Of(LabStatus status, Surface surface, DateTimeOffset now)
    {
        var sheet = new Sheet(surface);
        var time = new LabTime(status.TimeZone, now);
        Headline(sheet, status, time);
        AttentionText.Write(sheet, status);
        sheet.Blank();
        sheet.Heading("Feeds");
        FeedsText.Table(sheet, status.Feeds);
        foreach (var feed in status.Feeds.OrderBy(feed => feed.Name, StringComparer.Ordinal))
        {
            if (BatteryText.Health(feed) is { } health)
            {
                sheet.Line($"  Battery of {feed.Name}: {health}.");
            }
        }

        sheet.Blank();
        sheet.Heading("Nodes");
        NodesText.Table(sheet, status.Nodes, time);
        sheet.Blank();
        sheet.Heading("Services");
        Services(sheet, status);
        sheet.Blank();
        EvidenceText.Write(sheet, EvidenceText.All(status, time));
        return sheet.ToString();
    }

    /// <summary>True where a script should stop and a person should look.</summary>
    public static bool IsWrong(LabStatus status) =>
        status.Health?.State is not (HealthState.Ok or HealthState.Maintenance)
        || status.Feeds.Any(StateWords.IsWrong)
        || status.LabFile is { Notice.Length: > 0 };

    private static void Headline(Sheet sheet, LabStatus status, LabTime time)
    {
        var state = StateWords.Of(status.Health?.State ?? HealthState.Unspecified);
        sheet.Line(new(status.Lab, Tone.Strong), ": ", state, ReasonText.Tail(status.Health));
        if (status.OutagePhase == "Returning")
        {
            sheet.Line(new("RETURN", Tone.Warning), $" Outage {status.OutageId} is over, and not everybody is on again. Who waits for what: homelab outage show");
        }
        else if (status.OutageId.Length > 0)
        {
            sheet.Line(new("OUTAGE", Tone.Alarm), $" {status.OutageId} is running, phase {status.OutagePhase}. What stops when: homelab outage show");
        }

        sheet.Line(StateWords.OfMode(status.Mode));
        foreach (var warning in status.Warnings)
        {
            sheet.Line(new("Warning: ", Tone.Warning), warning);
        }

        if (status.LabFile is { Notice.Length: > 0 } file)
        {
            sheet.Line(new("Lab file: ", Tone.Alarm), file.Notice);
            foreach (var diagnostic in file.Diagnostics)
            {
                sheet.Item(diagnostic);
            }
        }

        if (AuthorityText.Of(status.Rotation, time) is { } rotation)
        {
            sheet.Line(new Words(rotation, Tone.Quiet));
        }
    }

    private static void Services(Sheet sheet, LabStatus status)
    {
        if (status.Services.Count == 0)
        {
            sheet.Line("  The lab file declares none.");
            return;
        }

        sheet.Rows(
            ["NAME", "STATE", "UP", "TIER", "ON", "NEEDS"],
            status.Services
                .OrderBy(service => StateWords.Urgency(service.Health?.State ?? HealthState.Unspecified))
                .ThenBy(service => service.Name, StringComparer.Ordinal)
                .Select(service => (IReadOnlyList<Words>)
                [
                    service.Name,
                    StateWords.Of(service.Health?.State ?? HealthState.Unspecified),
                    $"{service.Up}/{service.On.Count}, {service.Need} needed",
                    service.Tier,
                    string.Join(',', service.On),
                    service.Needs.Count == 0 ? "-" : string.Join(',', service.Needs),
                ]));
    }
}
