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
            return $"{node.Name} would be shed early, but no drill has proved that it starts again (P23), so it stays until its latest start.";
        }

        var feed = deaths.LastFeed(node.Feeds);
        return Gain(request.Lab, node, feed.Feed, feed.LoadRatio) is { } gain
            ? $"Without {node.Name} {feed.Feed} carries {gain:P0} less: what that gains counts only after the UPS shows it."
            : $"What shedding {node.Name} gains counts only after the UPS shows it.";
    }

    private static double? Gain(LabConfig lab, NodeConfig node, string feed, double? load) =>
        node.Watts is { } watts && lab.Feed(feed)?.RatingWatts is { } rating && load is { } ratio and > 0 && watts < ratio * rating ? watts / (ratio * rating) : null;
}
