using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Other NUT clients on a UPS act at low battery whatever is planned, and one of them may cut it (P16): such a feed counts only until then.
/// </summary>
internal static class ForeignClients
{
    public static ImmutableArray<FeedAssessment> Settle(ImmutableArray<FeedAssessment> feeds) => [.. feeds.Select(Settle)];

    private static FeedAssessment Settle(FeedAssessment feed)
    {
        // What we cut or give up ourselves ends by our own plan.
        if (!feed.IsDying || feed.IsGivenUp || feed.Fired.Any(fired => fired.Name == FiredTrigger.Cut) || feed.Logins.IsEmpty || feed.Runtime is null || LowBattery.At(feed) is not { } low)
        {
            return feed;
        }

        var given = Moment.Max(low, feed.RuntimeAt) - feed.RuntimeAt;
        return feed with
        {
            Runtime = given,
            WorstRuntime = feed.WorstRuntime < given ? feed.WorstRuntime : given,
            RuntimeBasis = $"counted to low battery only, {PlanWords.Span(given)} away: NUT clients of others ({string.Join(", ", feed.Logins)}) "
                + $"act then and may cut it, whatever is planned; to the last it is {PlanWords.Span(feed.Runtime!.Value)}, {feed.RuntimeBasis}",
        };
    }
}
