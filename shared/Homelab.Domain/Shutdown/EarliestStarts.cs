namespace Homelab.Domain.Shutdown;

/// <summary>When each node can start at the earliest, if everything before it takes its time: the latest starts, read forwards.</summary>
internal sealed class EarliestStarts
{
    private readonly Dictionary<string, Moment> _starts = [];

    /// <param name="from">The drift is reckoned from here, as the latest starts take it off; nothing that is left to start does so before.</param>
    /// <param name="settled">Where given: who cannot be told anything goes by its lease, which asks for no grace.</param>
    /// <param name="rounding">Moments are whole nanoseconds and spans whole ticks: what each step may lose by that.</param>
    public EarliestStarts(
        StopPlanRequest request, FeedDeaths deaths, StopGraph graph, IReadOnlyDictionary<string, TimeSpan> durations, Moment from, TimeSpan rounding, LatestStarts? settled = null)
    {
        var nodes = deaths.Nodes.ToDictionary(node => node.Name);
        foreach (var name in graph.NeedsFirst().Reverse())
        {
            // What one that has begun waited for may be no order any more, so its dependents alone would not tell when it did.
            var floor = deaths.Floor(nodes[name].Feeds, request.Lab.Policy.Grace, request.Now);
            var ready = request.Began.TryGetValue(name, out var began) ? Moment.Max(floor, began)
                : IsLeft(request, name) ? Moment.Max(floor, from - 2 * request.Lab.Policy.Beat)
                : settled is not null && !request.Stopping.Contains(name) ? Moment.Min(floor, Moment.Max(from, settled[name].LatestStart))
                : floor;
            _starts[name] = graph.DependentsOf(name)
                .Select(dependent => from + ((_starts[dependent] + durations[dependent] - from) / (1 - LatestStarts.Drift)) + rounding)
                .Aggregate(ready, Moment.Max);
        }
    }

    public Moment this[string node] => _starts[node];

    /// <summary>False where it stops already or hears nothing: it can no longer be late.</summary>
    public static bool IsLeft(StopPlanRequest request, string node) => !request.Stopping.Contains(node) && !request.Unreachable.Contains(node);
}
