using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>
/// What the UPSes of a drawn outage show: low battery, a forced shutdown, no runtime. Drawn apart, so that labs and outages stay what they
/// were for every seed.
/// </summary>
internal static class DrawnGauges
{
    /// <summary>Tells this stream of draws from the one that draws lab and outage.</summary>
    public const int Stream = 0x5EED;

    public static OutageScript AddTo(OutageScript script, Draw draw, LabConfig lab)
    {
        var added = new List<OutageEvent>();
        foreach (var ups in lab.Feeds.Where(feed => !feed.IsMains).Select(feed => feed.Name))
        {
            if (draw.Chance(0.3))
            {
                added.Add(new OutageEvent(null, OutageAct.IsLowBelow, ups, draw.Seconds(20, 240)));
            }

            if (draw.Chance(0.06))
            {
                added.Add(new OutageEvent(null, OutageAct.TellsNothing, ups));
            }

            // While its battery is in use, as upsmon's primary does.
            if (draw.Chance(0.03) && script.Events.FirstOrDefault(one => one.Act == OutageAct.LosesMains && one.Subject == ups) is { At: { } lost })
            {
                added.Add(new OutageEvent(lost + draw.Seconds(2, 60), OutageAct.ShowsShutdown, ups));
            }
        }

        return script with { Events = [.. script.Events, .. added] };
    }
}
