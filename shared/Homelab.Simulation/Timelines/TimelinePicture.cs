using Homelab.Pictures;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Timelines;

/// <summary>A simulated outage as an SVG: batteries above, nodes below, time to the right.</summary>
public static class TimelinePicture
{
    private const int Left = 170;
    private const int Across = 900;
    private const int FeedHeight = 70;
    private const int NodeHeight = 26;

    public static string Of(string title, SimulationResult result)
    {
        var nodes = result.Recorded.Nodes;
        var feeds = result.Recorded.Feeds;
        var nodesFrom = 60 + (feeds.Length * FeedHeight);
        var bottom = nodesFrom + (nodes.Length * NodeHeight) + 8;
        var height = bottom + 66 + (result.Violations.Length > 0 ? 24 : 0);
        var sheet = new SvgSheet(Left + Across + 30, height, title);
        var axis = new TimeAxis(Left, Across, result.Lasted);
        axis.Grid(sheet, 44, bottom);
        foreach (var (feed, index) in feeds.Select((feed, index) => (feed, index)))
        {
            var top = 52 + (index * FeedHeight);
            sheet.Name(Left - 12, top + 28, feed.Feed);
            BatteryCurve.Draw(sheet, axis, feed.Points, top, top + FeedHeight - 20);
        }

        foreach (var (node, index) in nodes.Select((node, index) => (node, index)))
        {
            Node(sheet, axis, node, nodesFrom + (index * NodeHeight), result);
        }

        sheet.Legend(Left, bottom + 44, new[] { (Colour(MachinePhase.Running), "runs"), (Colour(MachinePhase.Stopping), "stops"), (Colour(MachinePhase.Off), "off"), (Colour(MachinePhase.Booting), "starts"), (Paint.OnBattery, "on battery"), (Paint.OnLine, "on line"), (Paint.Bad, "power lost while on") }
            .Select(mark => ($"fill=\"{mark.Item1}\"", mark.Item2)));
        if (result.Violations.Length > 0)
        {
            sheet.Text(16, height - 12, $"Rules broken: {string.Join(", ", result.Violations.Select(violation => violation.Rule).Distinct())}", $"fill=\"{Paint.Bad}\" font-weight=\"600\"");
        }

        return sheet.Ended();
    }

    private static void Node(SvgSheet sheet, TimeAxis axis, NodeBar node, int top, SimulationResult result)
    {
        sheet.Name(Left - 12, top + 16, node.Node);
        foreach (var (from, to, phase) in node.Parts)
        {
            sheet.Bar(axis.X(from), axis.X(to), top + 4, NodeHeight - 10, $"fill=\"{Colour(phase)}\"");
        }

        foreach (var entry in result.Timeline.Where(entry => entry.Subject == node.Node && entry.Kind is TimelineKind.PowerLost or TimelineKind.StopBegan && entry.Subject == node.Node))
        {
            var isLost = entry.Kind == TimelineKind.PowerLost;
            sheet.Dot(axis.X(entry.At), top + 12, isLost ? 6 : 3, isLost ? Paint.Bad : Paint.Ink, $"{TimelineText.Clock(entry.At)} {entry.Text}");
        }
    }

    private static string Colour(MachinePhase phase) => phase switch
    {
        MachinePhase.Running => Paint.Runs,
        MachinePhase.Stopping => Paint.Stops,
        MachinePhase.Booting => Paint.Starts,
        _ => Paint.Off,
    };
}
