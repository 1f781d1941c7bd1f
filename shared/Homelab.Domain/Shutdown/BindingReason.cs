using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Names the constraint that binds a start.</summary>
internal static class BindingReason
{
    public static string Of(LatestStarts.Bound bound, StopPlanRequest request, FeedDeaths deaths, NodeConfig node)
    {
        if (request.Deaf.Contains(node.Name))
        {
            return bound.Order!;
        }

        var reason = Binding(bound, request, deaths, node);
        return request.Unreachable.Contains(node.Name) && !request.Stopping.Contains(node.Name)
            ? $"no order reaches it, so it goes by its lease, if it holds one: {reason}"
            : reason;
    }

    private static string Binding(LatestStarts.Bound bound, StopPlanRequest request, FeedDeaths deaths, NodeConfig node)
    {
        var feed = deaths.LastFeed(node.Feeds);
        var stop = PlanWords.Span(bound.Duration);
        if (bound.Lacks > TimeSpan.Zero)
        {
            return $"the time does not suffice: after the grace {feed.Feed} has no {stop} to stop and {PlanWords.Span(request.Lab.Policy.Margin)} to spare";
        }

        if (bound.Edge is { } edge)
        {
            return $"off before {edge.To} begins to stop: {edge.Why}";
        }

        if (bound.Order is { } order)
        {
            return order;
        }

        if (deaths.IsUrgent(node.Feeds))
        {
            return deaths.Urgency(node.Feeds);
        }

        var end = feed.EmptyAt is { } empty
            ? $"is empty in {PlanWords.Span(empty - request.Now)}"
            : $"tells no runtime and is taken to last {Needed(deaths.Assumed - request.Now)}, what the order needs";
        return $"{feed.Feed} {end}; {stop} to stop and {PlanWords.Span(request.Lab.Policy.Margin)} to spare come off";
    }

    /// <summary>Up, as what a plan needs is told; less the milliseconds that <see cref="UnknownRuntime"/> puts between two steps.</summary>
    private static string Needed(TimeSpan assumed) => PlanWords.Least(TimeSpan.FromSeconds(Math.Round(assumed.TotalSeconds, 1)));
}
