using Homelab.Domain.Power;

namespace Homelab.Coordinator.Outage;

/// <summary>
/// Whether the coordinator may be replaced now, in one line for the maintainer scripts of its package: <c>quiet</c>, <c>busy: </c> and why not, or
/// <c>unknown: </c> and why.
/// </summary>
internal static class PowerNotice
{
    public const string Quiet = "quiet";

    /// <param name="outage">The phase of the outage; null where none runs.</param>
    /// <param name="awaited">Who is to be on again after an outage and is not yet.</param>
    public static string Of(string? outage, IReadOnlyCollection<string> awaited, IEnumerable<FeedAssessment> feeds)
    {
        var known = feeds.Where(feed => !feed.IsMains).ToList();
        var onBattery = Names(known, FeedCondition.OnBattery, FeedCondition.LowBattery, FeedCondition.ForcedShutdown);
        var unread = Names(known, FeedCondition.Unknown);
        return outage is not null ? $"busy: an outage runs ({outage})"
            : onBattery.Length > 0 ? $"busy: on battery: {onBattery}"
            : awaited.Count > 0 ? $"busy: being started again after an outage: {string.Join(", ", awaited)}"
            : unread.Length > 0 ? $"unknown: nothing fresh is known of {unread}"
            : Quiet;
    }

    private static string Names(IEnumerable<FeedAssessment> feeds, params FeedCondition[] conditions) =>
        string.Join(", ", feeds.Where(feed => conditions.Contains(feed.Condition)).Select(feed => feed.Feed));
}
