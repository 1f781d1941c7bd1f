namespace Homelab.Domain.Shutdown;

/// <summary>
/// Gives up orders until the rest fits the time: soft ones first, then those of the lowest tier, the infrastructure's last. Only orders
/// that make some node late are touched, and whatever fits again without harm is taken back, so that one short feed does not cost
/// another its order. At the end of that road a node waits for nothing and stops at once.
/// </summary>
internal sealed class OrderFit(StopGraph graph, Schedule alone)
{
    /// <summary>
    /// Taking back costs a look at every edge for each try, and there is a plan each beat: what is left after so many looks stays given up.
    /// </summary>
    private const int MostLooks = 1_000_000;

    private int _looks;

    /// <param name="shortfall">How much time lacks for all of it.</param>
    public static Schedule Fit(Schedule whole, StopGraph graph, TimeSpan shortfall, List<DroppedEdge> dropped)
    {
        if (whole.Shortfall <= TimeSpan.Zero)
        {
            return whole;
        }

        // Without any order no node can start later than this: what is late even so is not late for its order.
        var alone = whole.With(new StopGraph(graph.Nodes));
        var (schedule, lost) = new OrderFit(graph, alone).GiveUp(whole);
        dropped.AddRange(lost.Select(edge => new DroppedEdge(
            edge.From, edge.To, $"{edge.Why}, but {PlanWords.Least(shortfall)} lack for the whole order")));
        return schedule;
    }

    private (Schedule Schedule, List<StopEdge> Lost) GiveUp(Schedule schedule)
    {
        var removed = new List<StopEdge>();
        foreach (var kind in graph.Edges.Select(edge => (edge.Strength, edge.Tier)).Distinct().Order().ToList())
        {
            var late = schedule.LaterThan(alone).ToList();
            if (late.Count == 0)
            {
                break;
            }

            foreach (var edge in graph.Below(late).Where(edge => (edge.Strength, edge.Tier) == kind))
            {
                graph.Remove(edge);
                removed.Add(edge);
            }

            schedule = schedule.With(graph);
        }

        // The strongest are taken back first.
        removed.Reverse();
        var lost = new List<StopEdge>();
        return (TakeBack(schedule, removed, lost), lost);
    }

    /// <summary>Halves what does not fit as a whole until what is lost is found: an order that fits among more fits among fewer.</summary>
    private Schedule TakeBack(Schedule schedule, List<StopEdge> removed, List<StopEdge> lost)
    {
        if (removed.Count == 0 || (_looks += graph.Nodes.Count() + graph.Edges.Count() + removed.Count) > MostLooks)
        {
            lost.AddRange(removed);
            return schedule;
        }

        var added = removed.Where(graph.TryAdd).ToList();
        var tried = schedule.With(graph);
        if (added.Count == removed.Count && !tried.LaterThan(alone).Any())
        {
            return tried;
        }

        added.ForEach(graph.Remove);
        if (removed.Count == 1)
        {
            lost.Add(removed[0]);
            return schedule;
        }

        var half = removed.Count / 2;
        schedule = TakeBack(schedule, removed[..half], lost);
        return TakeBack(schedule, removed[half..], lost);
    }
}
