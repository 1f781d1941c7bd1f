using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Ends leases that bind nobody any more: of an outage that ended while a node was away, or of feeds that are steadily back while
/// others are not (P9); and tells who holds none, but stopped units, that their outage is over. Goes by what the nodes themselves say that they
/// hold, so that an end which was lost is told again.
/// </summary>
internal sealed class LeaseEnds(IReadOnlyDictionary<string, NodeTrack> nodes)
{
    private readonly Dictionary<string, Held> _held = [];

    /// <param name="outageId">Of the lease that the node says it holds, or of its stopped units; empty for neither, null where it does not say.</param>
    public void Says(string node, string? outageId, TimeSpan beat, Moment now, bool isLease = true)
    {
        if (outageId is null)
        {
            return;
        }

        if (outageId.Length == 0)
        {
            _held.Remove(node);
        }
        else
        {
            var isKnown = _held.TryGetValue(node, out var known) && known.OutageId == outageId && !(now - known.ToldAt > 2 * beat);
            _held[node] = new Held(outageId, isKnown ? known!.ToldAt : null, isLease);
        }
    }

    /// <summary>A lease, by what it last said.</summary>
    public bool Holds(string node) => _held.TryGetValue(node, out var held) && held.IsLease;

    public void Told(string node, Moment now)
    {
        if (_held.TryGetValue(node, out var held))
        {
            _held[node] = held with { ToldAt = now };
        }
    }

    /// <param name="fence">Newer than that of any lease: a late copy of one must not bring back what is ended here.</param>
    public ImmutableArray<OutageEffect> Due(OutageState state, StopPlan? plan, ImmutableArray<FeedAssessment> feeds, Fence fence, LabConfig lab, Moment now)
    {
        var due = ImmutableArray.CreateBuilder<OutageEffect>();
        var untold = _held.Where(pair => pair.Value.ToldAt is null).ToList();
        var steps = untold.Count > 0 && plan is not null && state.IsRunning ? plan.Steps.Select(step => step.Node).ToHashSet() : [];
        foreach (var (name, held) in untold.Where(pair => !steps.Contains(pair.Key)))
        {
            var isOver = !state.IsRunning || held.OutageId != state.OutageId;

            // Units may be stopped for what others lose, on a node whose own feeds are well.
            if (!held.IsLease && !isOver)
            {
                continue;
            }

            if (!nodes.TryGetValue(name, out var track) || !track.IsHeard(now, lab.Policy.Beat) || lab.Node(name) is not { } node)
            {
                continue;
            }

            var own = feeds.Where(feed => node.Feeds.Contains(feed.Feed)).ToList();
            if (own.Any(feed => feed.IsDying))
            {
                continue;
            }

            // On the bare mains nothing can be read, and only an operator's shutdown gave it a lease at all.
            if (isOver && (!held.IsLease || node.Feeds.All(feed => lab.Feed(feed) is { IsMains: true })))
            {
                Told(name, now);
                due.Add(new OutageEffect.TellEnded(name, track.BootId, held.OutageId, fence, node.Feeds, TimeSpan.Zero));
                continue;
            }

            // A fresh reading that has been on line for the debounce, and none that says otherwise.
            if (own.Max(feed => feed is { Condition: FeedCondition.OnLine, OnLineSince: { } since } ? since.Nanoseconds : (long?)null) is not { } steady
                || own.Any(feed => feed is { Condition: FeedCondition.OnLine, OnLineSince: null }))
            {
                continue;
            }

            Told(name, now);
            due.Add(new OutageEffect.TellEnded(name, track.BootId, held.OutageId, fence, [.. own.Select(feed => feed.Feed)], now - new Moment(steady)));
        }

        return due.ToImmutable();
    }

    private sealed record Held(string OutageId, Moment? ToldAt, bool IsLease);
}
