using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Each node's place in the order, as spans that hold whatever is left of a battery: what an agent needs to keep the order alone.
/// </summary>
public static class PlanPosition
{
    /// <summary>How much longer than the stops themselves the batteries are assumed to last: what clocks may drift grows with it.</summary>
    private const double Room = 1.25;

    private static readonly ImmutableDictionary<string, LearnedStop> None = ImmutableDictionary<string, LearnedStop>.Empty;

    /// <summary>What each agent is told, by node. Nodes on no battery, which nothing can warn, get no feeds.</summary>
    public static ImmutableDictionary<string, AgentWatch> Of(LabConfig lab) => Of(lab, None);

    public static ImmutableDictionary<string, AgentWatch> Of(LabConfig lab, ImmutableDictionary<string, LearnedStop> learned)
    {
        var ample = Ample(lab, learned);
        var plan = PlanWithin(lab, learned, ample);
        var steps = plan.Steps.Where(step => lab.Node(step.Node) is not null).ToLookup(step => step.Node);
        var byId = plan.Steps.ToDictionary(step => step.Id);
        var waits = new Dictionary<string, TimeSpan>();
        return lab.Nodes.ToImmutableDictionary(node => node.Name, node =>
        {
            var step = steps[node.Name].LastOrDefault();
            ImmutableArray<FeedGroup> groups = step is null ? [] : [.. Groups(lab, node, step, byId)];
            var rebootAfter = step is not null && PowerEnd.MustReturn(lab, node) ? Moment.Zero + ample + lab.Policy.Margin - step.LatestStart : (TimeSpan?)null;
            return new AgentWatch
            {
                Feeds = [.. groups.SelectMany(group => group.Feeds).Distinct().Select(lab.Feed).OfType<FeedConfig>()],
                Groups = groups,
                Policy = lab.Policy,
                Reserve = step is null ? TimeSpan.Zero : Moment.Zero + ample - step.LatestStart,
                Stop = step?.Duration ?? TimeSpan.Zero,
                Wait = step is null ? TimeSpan.Zero : WaitOf(step, byId, waits),
                RebootAfter = rebootAfter,
                LateHat = rebootAfter is null ? "" : PowerEnd.LateHatOf(lab, node),
                IsArmed = lab.Mode == LabMode.Armed,
                Blind = node.Blind,
            };
        });
    }

    /// <summary>The order of the stops where the batteries last for all of it.</summary>
    internal static StopPlan WholeOrder(LabConfig lab) => PlanWithin(lab, None, Ample(lab, None));

    /// <summary>Just long enough for the whole order to fit.</summary>
    private static TimeSpan Ample(LabConfig lab, ImmutableDictionary<string, LearnedStop> learned) =>
        lab.Policy.Grace + lab.Policy.Margin + (Room * PlanWithin(lab, learned, lab.Policy.Grace).Needed) + (4 * lab.Policy.Beat);

    private static StopPlan PlanWithin(LabConfig lab, ImmutableDictionary<string, LearnedStop> learned, TimeSpan runtime)
    {
        var failing = lab.Feeds.Where(feed => !feed.IsMains).Select(feed => new FeedAssessment
        {
            Feed = feed.Name,
            Condition = FeedCondition.OnBattery,
            OnBatterySince = Moment.Zero,
            Runtime = runtime,
            RuntimeAt = Moment.Zero,
        });
        return StopPlanner.Plan(new StopPlanRequest { Lab = lab, Feeds = [.. failing], Now = Moment.Zero, Generation = 0, LearnedStops = learned });
    }

    /// <summary>
    /// The node's own feeds first; then those of all that its services need, near and far. The hosts of the coordinator and of the upsds
    /// are not among them: a node that is alone has lost the one, and is not pulled down with the other (P26).
    /// </summary>
    private static IEnumerable<FeedGroup> Groups(LabConfig lab, NodeConfig node, StopStep step, Dictionary<string, StopStep> steps)
    {
        var needs = new List<StopStep> { step };
        for (var next = 0; next < needs.Count; next++)
        {
            needs.AddRange(steps.Values.Where(other => other.After.Contains(needs[next].Id) && !needs.Contains(other) && Needs(lab, needs[next].Node, other.Node)));
        }

        return needs
            .Select(need => (need.Node, Feeds: lab.Node(need.Node)?.Feeds ?? []))
            .Prepend((node.Name, node.Feeds))
            .Select(pair => new FeedGroup(pair.Item1, [.. pair.Item2.Where(feed => lab.Feed(feed) is { IsMains: false })]))
            .Where(group => !group.Feeds.IsEmpty)
            .DistinctBy(group => string.Join(' ', group.Feeds.Order(StringComparer.Ordinal)));
    }

    private static bool Needs(LabConfig lab, string dependent, string host) =>
        lab.Services.Where(service => service.On.Contains(dependent)).SelectMany(service => service.Needs.Concat(service.Prefers))
            .Any(need => lab.Services.Any(other => other.Name == need && other.On.Contains(host)));

    private static TimeSpan WaitOf(StopStep step, Dictionary<string, StopStep> steps, Dictionary<string, TimeSpan> waits)
    {
        if (waits.TryGetValue(step.Id, out var known))
        {
            return known;
        }

        return waits[step.Id] = step.After
            .Select(id => steps.TryGetValue(id, out var before) ? WaitOf(before, steps, waits) + before.Duration * (1 + LatestStarts.Drift) : TimeSpan.Zero)
            .DefaultIfEmpty()
            .Max();
    }
}
