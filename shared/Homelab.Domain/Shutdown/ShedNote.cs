using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What an early stop would gain, or why it does not come (P23).</summary>
internal static class ShedNote
{
    public static string? Of(StopPlanRequest request, FeedDeaths deaths, NodeConfig node)
    {
        if (ShedMoments.Wanted(request, deaths, node) is null)
        {
            return null;
        }

        if (!request.ProvenStarts.Contains(node.Name))
        {
            return $"{node.Name} would be shed early, but no drill has proved that it starts again, so it stays until its latest start.";
        }

        var feed = deaths.LastFeed(node.Feeds);
        return (feed.WattsOf(node.Start.Outlet) ?? node.Watts) is { } watts && feed.Load is { } load && watts < load.Watts
            ? $"Without {node.Name} {feed.Feed} carries {watts / load.Watts:P0} less, of {load.Watts:0} W by {load.Basis}: what that gains counts only after the UPS shows it."
            : $"What shedding {node.Name} gains counts only after the UPS shows it.";
    }
}
