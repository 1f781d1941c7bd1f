using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>
/// In a part of the labs watts are declared: what stops or idles lets the batteries last longer, what hangs on two feeds moves to the one that is left, and that one may not carry it (P15).
/// </summary>
internal static class DrawnLoads
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0x10AD;

    public static (LabConfig Lab, OutageScript Script) AddTo(LabConfig lab, OutageScript script, Draw draw)
    {
        if (!draw.Chance(0.35))
        {
            return (lab, script);
        }

        var added = new List<OutageEvent>();
        var nodes = lab.Nodes.Select(node => node with { Watts = 5 * draw.Int(2, 60) }).ToArray();
        var feeds = lab.Feeds.Select(feed =>
        {
            // Enough for what it carries while all is well; not always for what moves to it.
            var whole = nodes.Where(node => node.Feeds.Contains(feed.Name)).Sum(node => node.Watts!.Value / node.Feeds.Count(other => lab.Feed(other) is { IsMains: false }));
            if (feed.IsMains || whole <= 0)
            {
                return feed;
            }

            if (draw.Chance(0.6))
            {
                added.Add(new OutageEvent(null, OutageAct.TellsWatts, feed.Name));
            }

            return feed with { RatingWatts = Math.Ceiling(whole * draw.Ratio(1.02, 1.6)) };
        }).ToArray();
        foreach (var node in nodes.Where(_ => draw.Chance(0.5)))
        {
            // Whoever idles in an outage draws less; more than before would be a load that nobody could foresee (P8).
            var most = draw.Int(60, 100) / 100.0;
            added.Add(new OutageEvent(null, OutageAct.Draws, node.Name, Ratio: most));
            if (draw.Chance(0.4))
            {
                added.Add(new OutageEvent(draw.Seconds(5, 10 + script.LongestBattery.TotalSeconds), OutageAct.Draws, node.Name, Ratio: most * draw.Int(30, 95) / 100.0));
            }
        }

        return (lab with { Nodes = [.. nodes], Feeds = [.. feeds] }, script with { Events = [.. script.Events, .. added] });
    }
}
