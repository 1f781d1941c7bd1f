using System.Collections.Immutable;

namespace Homelab.Domain.Power;

/// <summary>
/// What one feed says of another (P15): a UPS that falls silent when another one goes on battery most likely lost the same mains, as USB
/// contact is lost in the moment of transfer. So it counts as on battery, since it was last heard. The moment in which a reader that has
/// just started finds a UPS on battery is no transfer.
/// </summary>
internal static class SharedFate
{
    /// <summary>Contact lost this long before or after another feed's transfer belongs to it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static IEnumerable<FeedAssessment> Of(ImmutableArray<FeedAssessment> feeds, Func<string, FeedState> stateOf, Moment now)
    {
        var transfers = feeds
            .Where(feed => feed is { IsDying: true, IsMains: false, OnBatterySince: not null } && stateOf(feed.Feed).Outage is { WasFound: false })
            .Select(feed => (feed.Feed, At: feed.OnBatterySince!.Value))
            .ToList();
        return feeds.Select(feed => Silent(feed, stateOf(feed.Feed)) is { } lost && transfers.Any(transfer => IsNear(transfer.At, lost))
            ? OnBattery(feed, stateOf(feed.Feed).Reading?.Runtime, lost, transfers.First(transfer => IsNear(transfer.At, lost)).Feed, now)
            : feed);
    }

    /// <summary>When it was last heard on line; null where it was never heard, or is heard now.</summary>
    private static Moment? Silent(FeedAssessment feed, FeedState state) =>
        feed is { Condition: FeedCondition.Unknown, IsMains: false } && state is { Supply: UpsSupply.OnLine, SupplyAt: { } at } ? at : null;

    private static bool IsNear(Moment left, Moment right) => (left > right ? left - right : right - left) <= Window;

    private static FeedAssessment OnBattery(FeedAssessment feed, TimeSpan? reported, Moment lost, string other, Moment now)
    {
        var (total, basis) = feed.Runtime is { } known && !(reported < known) ? (known, feed.RuntimeBasis) : (reported, "last reported by the UPS");
        var left = total - (now - lost);
        var worst = feed.Runtime > TimeSpan.Zero && feed.WorstRuntime is { } slow ? left * (slow / feed.Runtime.Value) : left;
        return feed with
        {
            WorstRuntime = worst < TimeSpan.Zero ? TimeSpan.Zero : worst,
            Condition = FeedCondition.OnBattery,
            OnBatterySince = lost,
            OnBatteryFor = now - lost,
            Runtime = left < TimeSpan.Zero ? TimeSpan.Zero : left,
            RuntimeBasis = left is null ? feed.RuntimeBasis : $"{basis}, less the time since it was heard",
            Detail = $"Contact was lost within {Window.TotalSeconds:0} s of the moment when {other} went on battery, so it counts as on battery too. {feed.Detail}".TrimEnd(),
        };
    }
}
