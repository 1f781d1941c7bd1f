using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Who is to be on again after an outage (P27).</summary>
internal static class ReturnTargets
{
    /// <summary>A node whose stream broke this long ago was on when the outage began: its switch may have died with the mains.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>As an outage opens: what an earlier one still owes, and what is on.</summary>
    public static ImmutableArray<string> AtOpening(SequenceRound round, IReadOnlyCollection<string> askedFeeds)
    {
        var seen = round.Seen;
        IEnumerable<string> on = seen.Lab.Mode == LabMode.Observe ? [] : seen.Nodes.Where(node => node.Value.IsConnected || (WasOn(node.Value, seen.Now) && !round.State.Return.Stopped.ContainsKey(node.Key))).Select(node => node.Key);
        return [.. round.State.Return.Nodes.Keys.Union(on).Except(StoppedBy(seen.Lab, askedFeeds)).Where(name => seen.Lab.Node(name) is not null).Order(StringComparer.Ordinal)];
    }

    /// <summary>Of those, whom an earlier outage stopped; and whoever else is known to be off, so that its outlet may be cycled when it is started.</summary>
    public static ImmutableArray<OwedNode> Owed(ReturnState state, IReadOnlyCollection<string> targets)
    {
        var owed = state.Nodes.Where(node => node.Value.StoppedBoot.Length > 0 && targets.Contains(node.Key)).Select(node => new OwedNode(node.Key, node.Value.StoppedBoot, node.Value.IsLeaving, state.Off.ContainsKey(node.Key), state.Dark.Contains(node.Key))).ToList();
        var others = state.Off.Where(off => !targets.Contains(off.Key)).Select(off => new OwedNode(off.Key, off.Value, IsLeaving: false, WasOff: true, state.Dark.Contains(off.Key)));
        return [.. owed, .. others];
    }

    /// <summary>
    /// Whoever is heard in an outage was on, also where nobody had heard it before. But not the boot that an operator asked to stop, and that was taken
    /// for off because it was out of reach: nobody has started it since.
    /// </summary>
    public static void Join(SequenceRound round)
    {
        if (round.State.Advisory)
        {
            return;
        }

        var asked = StoppedBy(round.Seen.Lab, round.State.AskedFeeds);
        var joined = round.Seen.Nodes
            .Where(node => node.Value.IsConnected && round.State.Return.Nodes.GetValueOrDefault(node.Key) is null or { Phase: ReturnPhase.Starting })
            .Select(node => node.Key)
            .Where(name => round.Seen.Lab.Node(name) is not null && !(round.State.Return.Stopped.GetValueOrDefault(name) is { Length: > 0 } boot && boot == round.Seen.Nodes[name].BootId))
            .Except(asked)
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();
        if (joined.Length > 0)
        {
            round.Add(SequenceTransition.TargetJoined, $"{PlanWords.List(joined)} {(joined.Length == 1 ? "is" : "are")} on", entry => entry with { Nodes = joined });
        }
    }

    /// <summary>What an operator shuts down is not started by an outage that comes on top.</summary>
    public static ImmutableArray<string> StoppedBy(LabConfig lab, IReadOnlyCollection<string> askedFeeds) =>
        askedFeeds.Count == 0
            ? []
            : [.. lab.Nodes.Where(node => askedFeeds.Contains(AskedNodes.FeedOf(node.Name)) || (!node.Feeds.IsEmpty && node.Feeds.All(askedFeeds.Contains))).Select(node => node.Name)];

    private static bool WasOn(ObservedNode node, Moment now) =>
        node.BootId.Length > 0 && node.Signs.NetworkGoneSince is { } gone && now - gone < Recent;
}
