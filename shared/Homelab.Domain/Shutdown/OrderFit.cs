namespace Homelab.Domain.Shutdown;

/// <summary>
/// Gives up orders until the rest fits the time: soft ones first, then those of the lowest tier, the infrastructure's last.
/// Whatever fits again without harm is taken back, so that one short feed does not cost another its order.
/// </summary>
internal static class OrderFit
{
    /// <summary>Taking back costs a plan for each edge; beyond this many only whole classes are given up.</summary>
    private const int MostToTakeBack = 400;

    public static Schedule Fit(Schedule schedule, StopGraph graph, List<DroppedEdge> dropped)
    {
        if (schedule.Shortfall <= TimeSpan.Zero)
        {
            return schedule;
        }

        var lacking = schedule.Shortfall;
        var removed = new List<StopEdge>();
        foreach (var kind in graph.Edges.ToList().GroupBy(edge => (edge.Strength, edge.Tier)).OrderBy(kind => kind.Key))
        {
            foreach (var edge in kind)
            {
                graph.Remove(edge);
                removed.Add(edge);
            }

            schedule = schedule.With(graph);
            if (schedule.Shortfall <= TimeSpan.Zero)
            {
                break;
            }
        }

        schedule = TakeBack(schedule, graph, removed);
        dropped.AddRange(removed.Select(edge => new DroppedEdge(
            edge.From, edge.To, $"{edge.Why}, but {PlanWords.Span(lacking)} lack for the whole order")));
        return schedule;
    }

    private static Schedule TakeBack(Schedule schedule, StopGraph graph, List<StopEdge> removed)
    {
        if (removed.Count > MostToTakeBack)
        {
            return schedule;
        }

        var allowed = schedule.Shortfall > TimeSpan.Zero ? schedule.Shortfall : TimeSpan.Zero;
        foreach (var edge in Enumerable.Reverse(removed).ToList())
        {
            graph.TryAdd(edge);
            var tried = schedule.With(graph);
            if (tried.Shortfall <= allowed)
            {
                schedule = tried;
                removed.Remove(edge);
            }
            else
            {
                graph.Remove(edge);
            }
        }

        return schedule;
    }
}
