using System.Globalization;
using System.Security;
using System.Text;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Timelines;

/// <summary>An outage as an SVG: batteries above, nodes below, time to the right. Needs no script and no font but the reader's own.</summary>
public static class TimelinePicture
{
    private const int Left = 170;
    private const int Across = 900;
    private const int FeedHeight = 70;
    private const int NodeHeight = 26;

    public static string Of(string title, SimulationResult result)
    {
        var seconds = Math.Max(60, result.Lasted.TotalSeconds);
        var nodes = result.Recorded.Nodes;
        var feeds = result.Recorded.Feeds;
        var nodesFrom = 60 + (feeds.Length * FeedHeight);
        var axis = nodesFrom + (nodes.Length * NodeHeight) + 8;
        var height = axis + 66 + (result.Violations.Length > 0 ? 24 : 0);
        var svg = new StringBuilder();

        double X(TimeSpan at) => Left + (Across * Math.Clamp(at.TotalSeconds / seconds, 0, 1));

        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Left + Across + 30} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        Text(svg, 16, 28, title, "font-size=\"17\" font-weight=\"600\" fill=\"#1b1f24\"");
        Grid(svg, X, seconds, 44, axis);
        foreach (var (feed, index) in feeds.Select((feed, index) => (feed, index)))
        {
            Battery(svg, X, feed, 52 + (index * FeedHeight));
        }

        foreach (var (node, index) in nodes.Select((node, index) => (node, index)))
        {
            Node(svg, X, node, nodesFrom + (index * NodeHeight), result);
        }

        Legend(svg, axis + 44);
        if (result.Violations.Length > 0)
        {
            Text(svg, 16, height - 12, $"Rules broken: {string.Join(", ", result.Violations.Select(violation => violation.Rule).Distinct())}", "fill=\"#b3261e\" font-weight=\"600\"");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Grid(StringBuilder svg, Func<TimeSpan, double> x, double seconds, int top, int bottom)
    {
        double[] steps = [10, 30, 60, 120, 300, 600, 1800];
        var step = steps.FirstOrDefault(one => seconds / one <= 12, 3600);
        for (var at = 0.0; at <= seconds; at += step)
        {
            var place = x(TimeSpan.FromSeconds(at));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{place:0.#}\" y1=\"{top}\" x2=\"{place:0.#}\" y2=\"{bottom}\" stroke=\"#e4e7eb\"/>\n");
            Text(svg, place, bottom + 16, TimeSpan.FromSeconds(at).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)[(seconds < 3600 ? 2 : 0)..], "text-anchor=\"middle\" fill=\"#5b6570\" font-size=\"11\"");
        }
    }

    private static void Battery(StringBuilder svg, Func<TimeSpan, double> x, FeedCurve feed, int top)
    {
        var bottom = top + FeedHeight - 20;
        Text(svg, Left - 12, top + 28, feed.Feed, "text-anchor=\"end\" fill=\"#1b1f24\"");
        var points = feed.Points;
        for (var from = 0; from < points.Count;)
        {
            var to = from;
            while (to + 1 < points.Count && points[to + 1].OnBattery == points[from].OnBattery)
            {
                to++;
            }

            // Up to and including the first point of what follows, so that no gap is drawn.
            var part = points.Skip(from).Take(Math.Min(points.Count, to + 2) - from).ToList();
            var line = string.Join(" ", part.Select(point => string.Create(CultureInfo.InvariantCulture, $"{x(point.At):0.#},{bottom - ((bottom - top) * point.Charge):0.#}")));
            var area = string.Create(CultureInfo.InvariantCulture, $"{x(part[0].At):0.#},{bottom} {line} {x(part[^1].At):0.#},{bottom}");
            var colour = points[from].OnBattery ? "#d9822b" : "#4a90c2";
            svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{area}\" fill=\"{colour}\" fill-opacity=\"0.18\"/><polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
            from = to + 1;
        }
    }

    private static void Node(StringBuilder svg, Func<TimeSpan, double> x, NodeBar node, int top, SimulationResult result)
    {
        Text(svg, Left - 12, top + 16, node.Node, "text-anchor=\"end\" fill=\"#1b1f24\"");
        foreach (var (from, to, phase) in node.Parts)
        {
            var width = Math.Max(1, x(to) - x(from));
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x(from):0.#}\" y=\"{top + 4}\" width=\"{width:0.#}\" height=\"{NodeHeight - 10}\" fill=\"{Colour(phase)}\"/>\n");
        }

        foreach (var entry in result.Timeline.Where(entry => entry.Subject == node.Node && entry.Kind is TimelineKind.PowerLost or TimelineKind.StopBegan && entry.Subject == node.Node))
        {
            var isLost = entry.Kind == TimelineKind.PowerLost;
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x(entry.At):0.#}\" cy=\"{top + 12}\" r=\"{(isLost ? 6 : 3)}\" fill=\"{(isLost ? "#b3261e" : "#1b1f24")}\"><title>{SecurityElement.Escape($"{TimelineText.Clock(entry.At)} {entry.Text}")}</title></circle>\n");
        }
    }

    private static void Legend(StringBuilder svg, int top)
    {
        var place = (double)Left;
        foreach (var (colour, words) in new[] { (Colour(MachinePhase.Running), "runs"), (Colour(MachinePhase.Stopping), "stops"), (Colour(MachinePhase.Off), "off"), (Colour(MachinePhase.Booting), "starts"), ("#d9822b", "on battery"), ("#4a90c2", "on line"), ("#b3261e", "power lost while on") })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{place:0}\" y=\"{top - 10}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>");
            Text(svg, place + 18, top, words, "fill=\"#5b6570\" font-size=\"12\"");
            place += 40 + (words.Length * 7.2);
        }
    }

    private static string Colour(MachinePhase phase) => phase switch
    {
        MachinePhase.Running => "#3f9c5a",
        MachinePhase.Stopping => "#e3b341",
        MachinePhase.Booting => "#8fc9a3",
        _ => "#d5dae0",
    };

    private static void Text(StringBuilder svg, double x, double y, string words, string style) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" {style}>{SecurityElement.Escape(words)}</text>\n");
}
