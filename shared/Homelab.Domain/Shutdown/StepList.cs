using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Turns latest starts into the steps of a plan.</summary>
internal static class StepList
{
    /// <summary>Time for an order to be given, twice if need be, and to be obeyed.</summary>
    public static TimeSpan Ahead(PolicyConfig policy) => 2 * policy.Beat;

    public static ImmutableArray<StopStep> Of(Schedule schedule, StopPlanRequest request, FeedDeaths deaths, StopGraph graph)
    {
        var shed = ShedMoments.Compute(request, deaths, graph);
        var waves = Waves(graph);
        return AsAsked(
        [
            .. deaths.Nodes
                .Select(node => Step(node, schedule.Starts[node.Name], request, deaths, graph, shed) with { Wave = waves[node.Name] })
                .OrderBy(step => step.Start.Nanoseconds)
                .ThenBy(step => step.Wave)
                .ThenBy(step => step.Node, StringComparer.Ordinal),
        ]);
    }

    public static string IdOf(string node) => $"stop:{node}";

    private static StopStep Step(
        NodeConfig node, LatestStarts.Bound bound, StopPlanRequest request, FeedDeaths deaths, StopGraph graph,
        Dictionary<string, (Moment At, string Why)> shed)
    {
        var death = deaths.EmptyAt(node.Feeds);
        var latest = bound.LatestStart;
        var isAlone = request.Deaf.Contains(node.Name);
        var floor = deaths.Floor(node.Feeds, request.Lab.Policy.Grace, request.Now);

        // Its lease runs out at the latest start: the order is to come before that.
        var start = isAlone ? latest : Moment.Min(latest, Moment.Max(floor, latest - Ahead(request.Lab.Policy)));
        var (kind, reason) = (isAlone ? StopKind.Alone : StopKind.Commit, BindingReason.Of(bound, request, deaths, node));
        if (!isAlone && shed.TryGetValue(node.Name, out var early) && Moment.Max(early.At, floor) < start)
        {
            (start, kind, reason) = (Moment.Max(early.At, floor), StopKind.Shed, early.Why);
        }

        // Where a trigger has fired nothing is gained by waiting: what nobody needs starts now, the rest as soon as what it waits for is over.
        if (!isAlone && deaths.IsUrgent(node.Feeds) && request.Now < start)
        {
            (start, kind, reason) = (request.Now, StopKind.Commit, deaths.Urgency(node.Feeds));
        }

        return new StopStep
        {
            Id = IdOf(node.Name),
            Node = node.Name,
            Kind = kind,
            Start = start,
            LatestStart = latest,
            FinishBy = Moment.Min(latest + bound.Duration, death),
            IsAsked = deaths.LastFeed(node.Feeds).IsAsked,
            Duration = bound.Duration,
            After = [.. graph.DependentsOf(node.Name).Order(StringComparer.Ordinal).Select(IdOf)],
            Feeds = node.Feeds,
            RebootAt = PowerEnd.MustReturn(request.Lab, node) && !deaths.LastFeed(node.Feeds).IsGivenUp ? death + request.Lab.Policy.Margin : null,
            Reason = reason,
        };
    }

    /// <summary>What an operator asked for is over as soon as the stops before it and its own are.</summary>
    private static ImmutableArray<StopStep> AsAsked(ImmutableArray<StopStep> steps)
    {
        // There is a plan each beat, and hardly ever one that was asked for.
        if (!steps.Any(step => step.IsAsked))
        {
            return steps;
        }

        var ends = new Dictionary<string, Moment>();
        foreach (var step in steps.OrderBy(step => step.Wave))
        {
            var start = step.After.Select(id => ends.GetValueOrDefault(id, step.Start)).Append(step.Start).Aggregate(Moment.Max);
            ends[step.Id] = step.IsAsked ? start + step.Duration : step.FinishBy;
        }

        return [.. steps.Select(step => step with { FinishBy = ends[step.Id] })];
    }

    private static Dictionary<string, int> Waves(StopGraph graph)
    {
        var waves = new Dictionary<string, int>();
        foreach (var node in graph.NeedsFirst().Reverse())
        {
            waves[node] = 1 + graph.DependentsOf(node).Select(dependent => waves[dependent]).DefaultIfEmpty(0).Max();
        }

        return waves;
    }
}
