namespace Homelab.Domain.Shutdown;

/// <summary>
/// A feed that tells no runtime cannot be planned backwards. It is taken to last just as long as the whole order needs when it starts
/// as soon as the grace is over: later would be a gamble, and earlier would break the grace.
/// </summary>
internal static class UnknownRuntime
{
    public static Moment EmptyAt(StopPlanRequest request, FeedDeaths deaths, StopGraph graph, IReadOnlyDictionary<string, TimeSpan> durations)
    {
        var unknown = deaths.Nodes.Where(node => deaths.IsUnknown(node.Feeds)).ToDictionary(node => node.Name);
        if (unknown.Count == 0)
        {
            return Moment.Never;
        }

        var floor = unknown.Values.Select(node => deaths.Floor(node.Feeds, request.Lab.Policy.Grace, request.Now)).Aggregate(Moment.Zero, Moment.Max);
        var needed = CriticalPath.Length(graph, durations, unknown.ContainsKey);
        return floor + needed * (1 + 2 * LatestStarts.Drift) + request.Lab.Policy.Margin;
    }
}
