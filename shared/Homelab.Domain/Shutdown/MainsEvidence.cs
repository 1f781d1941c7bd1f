using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// What speaks for it that the mains of a silent feed are back; for one that was given up for heat, time alone. None of it is proof: that is a reading, and to have one the upsd's host is
/// started. What the feed itself said later than that refutes it.
/// </summary>
internal static class MainsEvidence
{
    /// <param name="since">Since when nobody answers for it.</param>
    /// <param name="host">Of its upsd.</param>
    /// <returns>In words; null where nothing does.</returns>
    public static string? Of(SequenceRound round, FeedAssessment feed, FeedLook look, Moment since, NodeConfig host)
    {
        var own = round.Seen.Feeds.Where(other => !other.IsMains && host.Feeds.Contains(other.Feed)).ToList();
        return own.Any(IsReadOnBattery) ? null
            : feed.IsGivenUp ? Time(round, feed, look, since)
            : own.Select(other => OwnPower(round, host, other)).FirstOrDefault(why => why is not null)
                ?? LastWord(round, feed)
                ?? SharedFateOf(round, feed)
                ?? StartedByIt(round, feed, since)
                ?? Time(round, feed, look, since);
    }

    private static bool IsReadOnBattery(FeedAssessment feed) => feed is { IsDying: true, IsMains: false, IsUnanswered: false } and not { IsGivenUp: true, IsAsked: false };

    private static string? OwnPower(SequenceRound round, NodeConfig host, FeedAssessment other) =>
        other.Condition == FeedCondition.OnLine && Steady(round, other) is { } why ? $"{host.Name} hangs on {why}" : null;

    /// <summary>Two feeds that were lost in the same minute lost the same mains (P15), and get them back together.</summary>
    private static string? SharedFateOf(SequenceRound round, FeedAssessment feed) => round.Seen.Feeds
        .Where(other => other.Feed != feed.Feed && round.State.Feeds.TryGetValue(other.Feed, out var lost) && Span(lost, round.State.Feeds[feed.Feed]) <= SharedFate.Window)
        .Where(other => !(feed.LastReading > other.OnLineSince + round.Seen.Lab.Policy.MaxAge))
        .Select(other => Steady(round, other) is { } why ? $"{other.Feed}, which was lost with it, is back: {why}" : null)
        .FirstOrDefault(why => why is not null);

    /// <summary>What hangs on nothing else, was powered off and starts with its power has power from it.</summary>
    private static string? StartedByIt(SequenceRound round, FeedAssessment feed, Moment since) => round.Seen.Lab.Nodes
        .Where(node => node.Start.Kind == StartKind.Power && node.Feeds is [var only] && only == feed.Feed)
        .Where(node => round.State.Return.Nodes.GetValueOrDefault(node.Name) is { StoppedBoot: { Length: > 0 } stopped, BackAt: null }
            && round.Seen.Nodes.GetValueOrDefault(node.Name) is { IsConnected: true } seen && seen.BootId != stopped && seen.BootHeardAt > since)
        .Select(node => $"{node.Name}, which hangs on it alone, started again with its power")
        .FirstOrDefault();

    private static string? LastWord(SequenceRound round, FeedAssessment feed) =>
        !feed.IsDying && !IsUnsettled(round) ? "it was steadily on line when it was last heard" : null;

    /// <summary>As long as anything is known to be on battery, or has only just come back, the mains are more likely away than not.</summary>
    private static bool IsUnsettled(SequenceRound round) => round.Seen.Feeds.Any(other => IsReadOnBattery(other)
        || (other.Condition == FeedCondition.OnLine && round.State.Feeds.ContainsKey(other.Feed) && !(round.Seen.Now - other.OnLineSince >= round.Seen.Lab.Policy.Restart.StableFor)));

    private static string? Time(SequenceRound round, FeedAssessment feed, FeedLook look, Moment since)
    {
        if (IsUnsettled(round))
        {
            return null;
        }

        var from = Moment.Max(look.At is { } at ? Moment.Max(since, at) : since, LastHot(feed));
        var pace = look.Pace(round.Seen.Lab.Policy.Restart);
        return round.Seen.Now - from >= pace && LookoutAdvance.IsSpent(feed, round.Seen.Now) ? Stands(feed, PlanWords.Span(pace)) : null;
    }

    /// <summary>Another node may have been hot for longer than the host of the upsd was there to tell of it.</summary>
    private static Moment LastHot(FeedAssessment feed) => feed.Fired.Select(fired => fired.LastSaid).Max() ?? Moment.Zero;

    private static string Stands(FeedAssessment feed, string pace) =>
        feed.IsGivenUp ? $"it has had {pace} to cool down" : $"its battery would be empty by now: {pace} stand for the mains";

    private static string? Steady(SequenceRound round, FeedAssessment other) =>
        other.Condition == FeedCondition.OnLine && round.Seen.Lab.Feed(other.Feed) is { } config
            ? ReturnGate.Judge(config, other, round.State.Return, round.Seen.Lab.Policy.Restart, round.Seen.Now, round.Seen.Now)
            : null;

    private static TimeSpan Span(Moment one, Moment other) => one > other ? one - other : other - one;
}
