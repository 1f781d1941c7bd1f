using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What an outage went on without: on battery, or too hot, when it was last heard, silent ever since, and by all that is known empty.</summary>
internal static class UnreadFeed
{
    /// <summary>Unknown, until it says something.</summary>
    public static FeedAssessment InForce(ReturnState state, FeedAssessment feed) =>
        feed is { IsDying: true, IsUnanswered: true } && state.Unread.TryGetValue(feed.Feed, out var since) && !(feed.LastReading > since)
            ? feed with
            {
                Condition = FeedCondition.Unknown,
                IsGivenUp = false,
                OnBatterySince = null,
                OnBatteryFor = TimeSpan.Zero,
                LowBatterySince = null,
                Runtime = null,
                WorstRuntime = null,
                Fired = [],
                Detail = $"Nobody answers for it, so the outage ended without it. {feed.Detail}".TrimEnd(),
            }
            : feed;
}
