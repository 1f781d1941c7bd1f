namespace Homelab.Domain.Shutdown;

/// <summary>
/// A feed that tells no runtime cannot be planned backwards. It is taken to last just as long as the whole order needs when it starts
/// as soon as the grace is over: later would be a gamble, and earlier would break the grace.
/// </summary>
internal static class UnknownRuntime
{
    // Moments are whole nanoseconds and spans whole ticks: what rounding takes must not make an order late.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    public static Moment EmptyAt(StopPlanRequest request, FeedDeaths deaths, StopGraph graph, IReadOnlyDictionary<string, TimeSpan> durations)
    {
        var unknown = deaths.Nodes.Where(node => deaths.IsUnknown(node.Feeds)).ToDictionary(node => node.Name);
        if (unknown.Count == 0)
        {
            return Moment.Never;
        }

        // Reckoned from the beginning of the outage and not from now, so that each plan assumes the same.
        var grace = request.Lab.Policy.Grace;
        var floor = unknown.Values.Select(node => deaths.Floor(node.Feeds, grace, request.Now)).Aggregate(Moment.Zero, Moment.Max);
        var longest = TimeSpan.Zero;
        var starts = new Dictionary<string, TimeSpan>();
        foreach (var node in graph.NeedsFirst().Reverse())
        {
            // The inverse of what the latest starts take off for drift.
            var start = graph.DependentsOf(node)
                .Select(dependent => (starts[dependent] + durations[dependent]) / (1 - LatestStarts.Drift) + Rounding)
                .Append(grace)
                .Max();
            starts[node] = start;
            longest = unknown.ContainsKey(node) && start + durations[node] > longest ? start + durations[node] : longest;
        }

        return floor - grace + longest + request.Lab.Policy.Margin;
    }
}
