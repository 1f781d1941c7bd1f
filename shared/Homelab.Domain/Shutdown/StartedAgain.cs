using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Who was off, or out of sight, and is back in the middle of an outage: what speaks against sending it away at once.</summary>
internal static class StartedAgain
{
    public static bool MayStay(SequenceRound round, StopPlan plan, StopStep step, ObservedNode node) =>
        IsUnplanned(round, plan, step) || MayHavePower(round, step, node) || MayBeCool(round, step, node);

    /// <summary>The plan was made while it counted as gone, and says nothing of who needs it: the next one does, a beat later.</summary>
    private static bool IsUnplanned(SequenceRound round, StopPlan plan, StopStep step) => plan.Going.Contains(step.Node) && round.Seen.Now < step.LatestStart;

    /// <summary>
    /// It was off and has just started again, and nobody answers for what it hangs on: the power that started it may be the mains. The
    /// hosts of the upsds start in the same moment, so they have the time that a reading may be old; and a boot, where one is sent for.
    /// </summary>
    private static bool MayHavePower(SequenceRound round, StopStep step, ObservedNode node) =>
        HasStarted(round, step, node)
        && round.Seen.Feeds.Any(feed => feed.IsDying && step.Feeds.Contains(feed.Feed) && !AskedNodes.IsOne(feed.Feed) && feed.IsUnanswered
            && (round.Seen.Now - node.BootHeardAt < round.Seen.Lab.Policy.MaxAge || LookoutAdvance.IsAwaited(round, feed)));

    /// <summary>It was stopped for heat and started to look whether it is cool, and so far nobody says otherwise: it has the time in which heat ends (P17).</summary>
    private static bool MayBeCool(SequenceRound round, StopStep step, ObservedNode node) =>
        round.Seen.Lab.Policy.Heat is { } policy && HasStarted(round, step, node)
        && round.Seen.Feeds.Where(feed => feed.IsDying && step.Feeds.Contains(feed.Feed)).ToList() is { Count: > 0 } dying
        && dying.All(feed => feed is { IsGivenUp: true, IsAsked: false } && feed.Fired.Where(fired => fired.ActsOnLine).All(fired => EndsSoon(round, fired, node, policy.For)));

    private static bool EndsSoon(SequenceRound round, FiredTrigger fired, ObservedNode node, TimeSpan least) =>
        fired.Name == FiredTrigger.Heat && !(fired.LastSaid > node.BootHeardAt)
        && round.Seen.Now <= (fired.EndsAt ?? node.BootHeardAt + least + round.Seen.Lab.Policy.MaxAge);

    /// <summary>By its reopened step, or, where nothing ordered it or took notice as it went, by the boot in which the outage found it.</summary>
    private static bool HasStarted(SequenceRound round, StopStep step, ObservedNode node) =>
        (round.State.Steps.TryGetValue(step.Id, out var reopened) && reopened.BootId == node.BootId && reopened.BootId.Length > 0)
        || (round.State.Return.Nodes.GetValueOrDefault(step.Node) is { JoinedBoot: { Length: > 0 } joined } && joined != node.BootId);
}
