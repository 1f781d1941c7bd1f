using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Plans a shutdown: a pure function of lab, feeds and now.</summary>
public static class StopPlanner
{
    public static StopPlan Plan(LabConfig lab, ImmutableArray<FeedAssessment> feeds, Moment now, ulong generation) =>
        Plan(new StopPlanRequest { Lab = lab, Feeds = feeds, Now = now, Generation = generation });

    public static StopPlan Plan(StopPlanRequest told)
    {
        var (feeds, moved) = FeedEnds.Settle(told.Lab, told.Feeds);
        var request = told with { Feeds = feeds };
        var deaths = new FeedDeaths(request);
        var dropped = new List<DroppedEdge>();
        var graph = new StopGraph(deaths.Nodes.Select(node => node.Name));
        InfrastructureEdges.AddTo(graph, request.Lab, deaths);
        NeedEdges.AddTo(graph, request, deaths, dropped);

        var durations = deaths.Nodes.ToDictionary(node => node.Name, node => StopDuration.Of(node, request.LearnedStops));
        deaths.Assumed = UnknownRuntime.EmptyAt(request, deaths, graph, durations);
        var whole = new Schedule(request, new LifeSpans(request, deaths, durations), graph);
        var budgets = FeedBudget.Of(request, deaths, graph, durations, whole.Starts);
        var shortfall = whole.Shortfall > TimeSpan.Zero ? budgets.Select(budget => budget.Lacks).Append(whole.Shortfall).Max() : TimeSpan.Zero;
        var fitted = OrderFit.Fit(whole, graph, shortfall, dropped);

        dropped.AddRange(NotKept(fitted, graph, request));

        var steps = StepList.Of(fitted, request, deaths, graph);
        var services = ServiceSteps.Of(request, deaths, steps, dropped);

        var cuts = CutSteps.Of(request, deaths, steps);
        return new StopPlan
        {
            Generation = request.Generation,
            MadeAt = request.Now,
            Going = request.Stopping,
            DyingFeeds = [.. deaths.Dying.Select(feed => feed.Feed)],
            Ends = deaths.Dying.Where(feed => feed.EmptyAt is not null).ToImmutableDictionary(feed => feed.Feed, feed => feed.EmptyAt!.Value),
            UnknownFeeds = deaths.Unknown,
            Steps = steps,
            Services = services,
            Cuts = cuts,
            Dropped = [.. dropped],
            IsFeasible = shortfall <= TimeSpan.Zero,
            Shortfall = shortfall,
            Runtime = deaths.Dying.FirstOrDefault(feed => !feed.IsAsked)?.EmptyAt - request.Now,
            IsAsked = deaths.Dying.Any() && deaths.Dying.All(feed => feed.IsAsked),
            Budgets = budgets,
            Notes = [.. PlanNotes.Of(request, deaths, steps), .. CutNotes.Of(request, deaths, steps, cuts), .. moved],
        };
    }

    /// <summary>What a node that goes by itself leaves behind: nobody can make it go before what it needs. That waits for it all the same, to its latest start (P19).</summary>
    private static IEnumerable<DroppedEdge> NotKept(Schedule schedule, StopGraph graph, StopPlanRequest request) =>
        from node in graph.Nodes
        where request.Deaf.Contains(node)
        from edge in graph.NeedsOf(node)
        let going = schedule.Starts[node]
        where going.LatestStart + going.Duration > schedule.Starts[edge.To].LatestStart
        orderby edge.From, edge.To
        select new DroppedEdge(edge.From, edge.To, $"{edge.Why}, but {node} hears of nothing, and goes by itself in {PlanWords.Span(going.LatestStart - request.Now)}");
}
