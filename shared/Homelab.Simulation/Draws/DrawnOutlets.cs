using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Draws;

/// <summary>Which nodes of a drawn lab start by an outlet of their UPS instead of by a magic packet. Drawn apart, so that labs and outages stay what they were for every seed.</summary>
internal static class DrawnOutlets
{
    /// <summary>Tells this stream of draws from the others.</summary>
    public const int Stream = 0x0071E7;

    public static (LabConfig Lab, DrillRecord Drills) AddTo(LabConfig lab, DrillRecord drills, Draw draw)
    {
        if (!draw.Chance(0.3))
        {
            return (lab, drills);
        }

        // As `homelab check` wants it: on that UPS alone, and somebody else can tell the UPS.
        var switched = lab.Nodes
            .Where(node => node is { IsCoordinator: false, Start.Kind: StartKind.WakeOnLan, Feeds: [var only] } && lab.Feed(only) is { Nut: { } nut } && !nut.RunsOn(node.Name) && draw.Chance(0.8))
            .Select((node, index) => node with { Start = StartMethod.ByOutlet(new OutletPlace(node.Feeds[0], index + 1)) })
            .ToDictionary(node => node.Name);
        var told = switched.Values.Select(node => node.Feeds[0]).ToHashSet();
        return (
            lab with
            {
                Nodes = [.. lab.Nodes.Select(node => switched.GetValueOrDefault(node.Name) ?? node)],
                Feeds = [.. lab.Feeds.Select(feed => told.Contains(feed.Name) ? feed with { User = "homelab", Password = $"secret:{feed.Name}" } : feed)],
            },
            switched.Values.Where(node => drills.Results.ContainsKey(node.Name)).Aggregate(drills, (record, node) => record.With(node.Name, record.Results[node.Name] with { Way = StartWords.Way(node.Start) })));
    }
}
