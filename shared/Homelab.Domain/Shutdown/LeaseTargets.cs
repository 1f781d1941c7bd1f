using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Which expiry each node ought to have by the present plan, before P7 has its say.</summary>
internal sealed class LeaseTargets(LabConfig lab, IReadOnlyDictionary<string, FeedAssessment> feeds, StopPlan? plan, Moment now)
{
    /// <summary>What a node gets while its feeds are back and the outage has not been called over.</summary>
    public static readonly TimeSpan WhileSettling = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, StopStep> _steps = plan?.Steps.ToDictionary(step => step.Node) ?? [];
    private readonly Dictionary<string, string> _nodes = plan?.Steps.ToDictionary(step => step.Id, step => step.Node) ?? [];
    private readonly ILookup<string, string> _needs =
        (plan?.Steps ?? []).SelectMany(step => step.After.Select(id => (Id: id, step.Node))).ToLookup(pair => pair.Id, pair => pair.Node);

    /// <summary>Null where nothing new can be said: what the node holds stands.</summary>
    public Moment? Of(NodeConfig node)
    {
        if (plan is null)
        {
            return null;
        }

        if (_steps.TryGetValue(node.Name, out var step))
        {
            return step.LatestStart;
        }

        // Only a fresh reading that says "on line" extends (P9).
        return node.Feeds.Any(feed => feeds.GetValueOrDefault(feed) is { Condition: FeedCondition.OnLine }) ? now + WhileSettling : null;
    }

    /// <summary>The last start that the node's own feeds allow.</summary>
    public Moment FeedEnd(NodeConfig node)
    {
        if (!_steps.TryGetValue(node.Name, out var step))
        {
            return Moment.Never;
        }

        var ends = node.Feeds.Select(feeds.GetValueOrDefault).Where(feed => feed is { IsDying: true }).Select(feed => feed!.EmptyAt).OfType<Moment>().ToList();
        return ends.Count == 0 ? step.LatestStart : Moment.Max(step.LatestStart, ends.Max() - lab.Policy.Margin - step.Duration);
    }

    public IEnumerable<(string Name, TimeSpan Stop)> Dependents(string node) =>
        _steps.TryGetValue(node, out var step) ? step.After.Select(id => _steps[_nodes[id]]).Select(other => (other.Node, other.Duration)) : [];

    public IEnumerable<string> Needs(string node) => _steps.TryGetValue(node, out var step) ? _needs[step.Id] : [];

    public TimeSpan StopOf(string node) => _steps.TryGetValue(node, out var step) ? step.Duration : TimeSpan.Zero;
}
