using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>Which UPSes of a drawn lab are cut with return, and how they take it. Drawn apart, so that labs and outages stay what they were for every seed.</summary>
internal static class DrawnCuts
{
    /// <summary>Tells this stream of draws from the others.</summary>
    public const int Stream = 0xC07;

    public static (LabConfig Lab, OutageScript Script) AddTo(LabConfig lab, OutageScript script, Draw draw)
    {
        var added = new List<OutageEvent>();
        var feeds = lab.Feeds.Select(feed =>
        {
            if (feed.IsMains || !draw.Chance(0.35))
            {
                return feed;
            }

            added.AddRange(Ways(feed.Name, draw));
            return feed with { Cut = CutMode.Return, User = "homelab", Password = $"secret:{feed.Name}" };
        });
        return (lab with { Feeds = [.. feeds] }, script with { Events = [.. script.Events, .. added] });
    }

    private static IEnumerable<OutageEvent> Ways(string ups, Draw draw) => draw.Int(0, 9) switch
    {
        0 or 1 => [new OutageEvent(null, OutageAct.RefusesCuts, ups)],
        2 => [new OutageEvent(null, OutageAct.LosesCuts, ups)],
        3 or 4 => [new OutageEvent(null, OutageAct.CutsAfter, ups, draw.Seconds(5, 60))],
        5 or 6 => [new OutageEvent(null, OutageAct.DelaysIn, ups, TimeSpan.FromSeconds(draw.Pick([6, 60])))],
        _ => [],
    };
}
