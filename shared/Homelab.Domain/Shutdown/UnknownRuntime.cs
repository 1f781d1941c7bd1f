namespace Homelab.Domain.Shutdown;

/// <summary>
/// A feed that tells no runtime cannot be planned backwards. It is taken to last just as long as the whole order needs when it starts
/// as soon as the grace is over: later would be a gamble, and earlier would break the grace.
/// </summary>
internal static class UnknownRuntime
{
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    public static Moment EmptyAt(StopPlanRequest request, FeedDeaths deaths, StopGraph graph, IReadOnlyDictionary<string, TimeSpan> durations)
    {
        var unknown = deaths.Nodes.Where(node => deaths.IsUnknown(node.Feeds)).ToList();
        if (unknown.Count == 0)
        {
            return Moment.Never;
        }

        // Reckoned from the beginning of the outage and not from now, so that each plan assumes the same; what has begun counts from when it did.
        var grace = request.Lab.Policy.Grace;
        var began = unknown.Select(node => deaths.Floor(node.Feeds, grace, request.Now)).Aggregate(Moment.Never, Moment.Min) - grace;
        var starts = new EarliestStarts(request, deaths, graph, durations, Moment.Min(began, request.Now), Rounding);
        return unknown.Select(node => starts[node.Name] + durations[node.Name]).Aggregate(Moment.Max) + request.Lab.Policy.Margin + Rounding;
    }
}
