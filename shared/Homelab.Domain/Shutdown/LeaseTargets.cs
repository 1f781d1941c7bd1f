using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Which expiry each node ought to have by the present plan, before P7 has its say. While the mains are back nobody stops, but the order
/// of the last plan still binds the leases that are out.
/// </summary>
internal sealed class LeaseTargets
{
    /// <summary>What a node gets while its feeds are back and the outage has not been called over.</summary>
    public static readonly TimeSpan WhileSettling = TimeSpan.FromMinutes(2);

    private readonly LabConfig _lab;
    private readonly Dictionary<string, StopStep> _starts;
    private readonly Dictionary<string, StopStep> _order;
    private readonly StopPlan? _worst;
    private readonly Dictionary<string, StopStep> _worstStarts;
    private readonly Dictionary<string, string> _nodes;
    private readonly ILookup<string, string> _needs;
    private readonly Dictionary<string, TimeSpan> _chains = [];

    /// <param name="worst">The plan at the worst credible load (P8); null where that is the present one.</param>
    public LeaseTargets(LabConfig lab, StopPlan plan, StopPlan order, StopPlan? worst = null)
    {
        _worst = worst;
        _worstStarts = (worst?.Steps ?? []).ToDictionary(step => step.Node);
        _lab = lab;
        Plan = plan;
        Nodes = lab.Nodes.ToDictionary(node => node.Name);
        _starts = plan.Steps.ToDictionary(step => step.Node);
        _order = order.Steps.ToDictionary(step => step.Node);
        _nodes = order.Steps.ToDictionary(step => step.Id, step => step.Node);
        _needs = order.Steps.SelectMany(step => step.After.Select(id => (Id: id, step.Node))).ToLookup(pair => pair.Id, pair => pair.Node);
    }

    public StopPlan Plan { get; }

    public IReadOnlyDictionary<string, NodeConfig> Nodes { get; }

    /// <summary>Null where nothing new can be said: what the node holds, if anything, stands.</summary>
    public Moment? Of(NodeConfig node, Moment? held, ImmutableArray<FeedAssessment> feeds, Moment now)
    {
        if (_starts.TryGetValue(node.Name, out var step))
        {
            // A lease may have to serve alone, so it counts on the worst load (P8). While it is renewed, what the worst load would no
            // longer allow is lent for as long as a coordinator may need to come back, in the order of the stops, so that the present load
            // decides.
            return _worstStarts.TryGetValue(node.Name, out var worst)
                ? Moment.Min(step.LatestStart, Moment.Max(worst.LatestStart, now + _lab.Policy.MaxAge + ChainBefore(node.Name)))
                : step.LatestStart;
        }

        // Out of scope nobody gets a lease, but one that is held is kept alive until it is ended. Only a fresh reading that says
        // "on line" extends (P9).
        return held is { } until && feeds.Any(feed => feed.Condition == FeedCondition.OnLine && node.Feeds.Contains(feed.Feed))
            ? Moment.Max(until, now + WhileSettling + ChainBefore(node.Name))
            : null;
    }

    /// <summary>
    /// From the node's latest start to the end of the battery that binds it, as the plan of its lease has them: no less than its own stop. Null where none ends.
    /// </summary>
    /// <param name="groups">As the node's own agent watches them.</param>
    public TimeSpan? ReserveOf(string node, ImmutableArray<FeedGroup> groups)
    {
        var (plan, step) = _worstStarts.TryGetValue(node, out var worst) ? (_worst!, worst) : (Plan, _starts.GetValueOrDefault(node));
        var ends = groups.Select(group => group.Feeds.Where(plan.Ends.ContainsKey).Select(feed => plan.Ends[feed].Nanoseconds).DefaultIfEmpty(long.MaxValue).Max()).DefaultIfEmpty(long.MaxValue).Min();
        if (step is null || ends == long.MaxValue)
        {
            return null;
        }

        var reserve = new Moment(ends) - step.LatestStart;
        return reserve > step.Duration ? reserve : step.Duration;
    }

    /// <summary>The last start that the node's own feeds allow.</summary>
    public Moment FeedEnd(NodeConfig node, ImmutableArray<FeedAssessment> feeds)
    {
        if (!_starts.TryGetValue(node.Name, out var step))
        {
            return Moment.Never;
        }

        var ends = feeds.Where(feed => feed.IsDying && node.Feeds.Contains(feed.Feed)).Select(feed => feed.EmptyAt).OfType<Moment>().ToList();
        return ends.Count == 0
            ? step.LatestStart
            : Moment.Max(step.LatestStart, ends.Aggregate(Moment.Max) - _lab.Policy.Margin - step.Duration);
    }

    public IEnumerable<(string Name, TimeSpan Stop)> Dependents(string node) =>
        _order.TryGetValue(node, out var step) ? step.After.Select(id => _order[_nodes[id]]).Select(other => (other.Node, other.Duration)) : [];

    public IEnumerable<string> Needs(string node) => _order.TryGetValue(node, out var step) ? _needs[step.Id] : [];

    public TimeSpan StopOf(string node) => _order.TryGetValue(node, out var step) ? step.Duration : TimeSpan.Zero;

    /// <summary>What the stops before this node's take, so that extending everybody keeps the order.</summary>
    private TimeSpan ChainBefore(string node)
    {
        if (_chains.TryGetValue(node, out var known))
        {
            return known;
        }

        return _chains[node] = Dependents(node)
            .Select(dependent => ChainBefore(dependent.Name) + dependent.Stop * (1 + LatestStarts.Drift))
            .DefaultIfEmpty()
            .Max();
    }
}
