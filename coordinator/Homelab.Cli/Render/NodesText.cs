using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab nodes</c>: every node, the most urgent first.</summary>
public static class NodesText
{
    public static string Of(IReadOnlyCollection<NodeStatus> nodes, string timeZone, Surface surface, DateTimeOffset now)
    {
        var sheet = new Sheet(surface);
        var time = new LabTime(timeZone, now);
        Table(sheet, nodes, time);
        foreach (var node in Ordered(nodes))
        {
            sheet.Blank();
            Detail(sheet, node, time);
        }

        sheet.Blank();
        EvidenceText.Write(sheet, EvidenceText.Beats(nodes));
        return sheet.ToString();
    }

    public static void Table(Sheet sheet, IReadOnlyCollection<NodeStatus> nodes, LabTime time)
    {
        if (nodes.Count == 0)
        {
            sheet.Line("  The lab file declares none.");
            return;
        }

        sheet.Rows(
            ["NAME", "STATE", "BEAT", "LEASE", "FEEDS", "READINGS"],
            Ordered(nodes).Select(node => (IReadOnlyList<Words>)
            [
                node.Name,
                StateWords.Of(State(node)),
                Quantity.Age(node.HasBeatAgeSeconds, node.BeatAgeSeconds),
                node.HasLeaseRemainingSeconds ? Duration.Seconds(node.LeaseRemainingSeconds) : "-",
                node.Feeds.Count == 0 ? "none" : string.Join(',', node.Feeds),
                Readings(node),
            ]));
        if (nodes.FirstOrDefault(node => node.Coordinator) is { } host)
        {
            sheet.Line(new Words($"  The coordinator runs on {host.Name}.", Tone.Quiet));
        }

        Believed(sheet, nodes);
    }

    /// <summary>What was never drilled, or not for long, is believed and not known.</summary>
    private static void Believed(Sheet sheet, IReadOnlyCollection<NodeStatus> nodes)
    {
        Say("failed", "did not start in the last drill", Tone.Warning);
        Say("never", "never drilled, so that it starts again is believed", Tone.Quiet);
        Say("expired", "drilled too long ago, so that it starts again is believed", Tone.Quiet);
        Say("other_way", "drilled with another start, so that it starts again is believed", Tone.Quiet);

        void Say(string standing, string meaning, Tone tone)
        {
            var names = nodes.Where(node => node.Drill?.Standing == standing).Select(node => node.Name).Order(StringComparer.Ordinal).ToList();
            if (names.Count > 0)
            {
                sheet.Line(new Words($"  {string.Join(", ", names)}: {meaning}.", tone));
            }
        }
    }

    private static void Detail(Sheet sheet, NodeStatus node, LabTime time)
    {
        sheet.Line(new(node.Name, Tone.Strong), ": ", StateWords.Of(State(node)), ReasonText.Tail(node.Health));
        if (node.MaintenanceUntilWallMs > 0)
        {
            sheet.Item($"In maintenance until {time.Clock(node.MaintenanceUntilWallMs)} ({Duration.Show(time.Until(node.MaintenanceUntilWallMs))} more).");
        }

        if (node.FailedUnits.Count > 0)
        {
            sheet.Item(new("Failed units: ", Tone.Warning), string.Join(", ", node.FailedUnits));
        }

        if (node.Services.Count > 0)
        {
            sheet.Item($"Runs {string.Join(", ", node.Services)}.");
        }

        sheet.Item(Agent(node));
        if (node.Trust.Length > 0)
        {
            sheet.Item($"Its proof: {node.Trust}.");
        }

        if (node.Drill is { } drill)
        {
            sheet.Item($"Its start: {drill.Sentence}.");
        }
    }

    private static string Agent(NodeStatus node)
    {
        if (node.AgentVersion.Length == 0)
        {
            return "Its agent has never said hello.";
        }

        var power = node.MayPowerOff ? $"it may power off ({node.PowerOff})" : "it refuses to power off by its own configuration";
        var connection = node.Connected ? "connected" : "not connected";
        var machine = node.Machine.Length > 0 ? $" on {node.Machine}" : "";
        return $"Agent {node.AgentVersion}{machine}, {connection}; {power}.";
    }

    private static string Readings(NodeStatus node) =>
        node.Headlines.Count == 0
            ? "none yet"
            : string.Join(", ", node.Headlines.Select(headline => $"{headline.Name} {Quantity.OfUnit(headline.Value, headline.Unit)}"));

    private static HealthState State(NodeStatus node) => node.Health?.State ?? HealthState.Unspecified;

    private static IEnumerable<NodeStatus> Ordered(IEnumerable<NodeStatus> nodes) =>
        nodes.OrderBy(node => StateWords.Urgency(State(node))).ThenBy(node => node.Name, StringComparer.Ordinal);
}
