using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>Who else follows the UPSes of a drawn lab (P16): clients of others, and upsmons on its own nodes. LB comes no sooner than the plan takes it to.</summary>
internal static class DrawnOthers
{
    /// <summary>Drawn from a stream of its own, so that it changes nothing else in a seed.</summary>
    public const int Stream = 0x0F0E;

    public static OutageScript AddTo(OutageScript script, Draw draw, LabConfig lab)
    {
        var added = new List<OutageEvent>();

        // Whose UPS we cut nobody else may: the check of the lab file asks who listens.
        string[] followed = draw.Chance(0.25) ? [.. lab.Feeds.Where(feed => !feed.IsMains && feed.Cut == CutMode.None && draw.Chance(0.6)).Select(feed => feed.Name)] : [];
        string[] upsmons = draw.Chance(0.25) ? [.. lab.Nodes.Where(_ => draw.Chance(0.35)).Select(node => node.Name)] : [];
        added.AddRange(followed.Select(ups => new OutageEvent(null, OutageAct.HasForeignClient, ups)));
        added.AddRange(upsmons.Select(node => new OutageEvent(null, OutageAct.RunsUpsmon, node)));
        var low = lab.Feeds.Where(feed => !feed.IsMains && (followed.Contains(feed.Name) || lab.Nodes.Any(node => upsmons.Contains(node.Name) && node.Feeds.Contains(feed.Name))));
        added.AddRange(low.Select(feed => new OutageEvent(null, OutageAct.IsLowBelow, feed.Name, draw.Seconds(20, 115))));
        return script with { Events = [.. script.Events, .. added] };
    }
}
