using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Names the constraint that binds a start.</summary>
internal static class BindingReason
{
    public static string Of(LatestStarts.Bound bound, StopPlanRequest request, FeedDeaths deaths, NodeConfig node)
    {
        var feed = deaths.LastFeed(node.Feeds);
        var stop = PlanWords.Span(bound.Duration);
        if (bound.Lacks > TimeSpan.Zero)
        {
            return $"the time does not suffice: {feed.Feed} cannot hold {stop} to stop and a margin of {PlanWords.Span(request.Lab.Policy.Margin)}";
        }

        if (bound.Edge is { } edge)
        {
            return $"off before {edge.To} begins to stop: {edge.Why}";
        }

        if (bound.Path is { } path)
        {
            return $"the order must pass switch {path} before it goes dark";
        }

        if (deaths.IsUrgent(node.Feeds))
        {
            return deaths.Urgency(node.Feeds);
        }

        return feed.EmptyAt is { } empty
            ? $"{feed.Feed} is empty in {PlanWords.Span(empty - request.Now)}; {PlanWords.Span(request.Lab.Policy.Margin)} margin and {stop} to stop come off"
            : $"{feed.Feed} tells no runtime, so the order starts as soon as the grace is over";
    }
}
