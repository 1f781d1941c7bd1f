using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab feeds</c>: what powers the lab, the most urgent first.</summary>
public static class FeedsText
{
    public static string Of(LabStatus status, Surface surface, DateTimeOffset now)
    {
        var sheet = new Sheet(surface);
        Table(sheet, status.Feeds);
        foreach (var feed in Ordered(status.Feeds).Where(feed => StateWords.IsWrong(feed) || feed.Rejected.Count > 0))
        {
            sheet.Blank();
            sheet.Line(new(feed.Name, Tone.Strong), ": ", Why(feed));
        }

        var time = new LabTime(status.TimeZone, now);
        foreach (var feed in status.Feeds.OrderBy(feed => feed.Name, StringComparer.Ordinal))
        {
            BatteryText.Write(sheet, feed, time);
        }

        sheet.Blank();
        EvidenceText.Write(sheet, EvidenceText.Feeds(status.Feeds));
        return sheet.ToString();
    }

    public static void Table(Sheet sheet, IReadOnlyCollection<FeedStatus> feeds)
    {
        if (feeds.Count == 0)
        {
            sheet.Line("  The lab file declares none: nothing is known about the power.");
            return;
        }

        sheet.Rows(
            ["NAME", "STATE", "LEFT", "CHARGE", "LOAD", "READ", "RUNTIME FROM"],
            Ordered(feeds).Select(feed => (IReadOnlyList<Words>)
            [
                feed.Name,
                StateWords.OfFeed(feed),
                StateWords.IsMains(feed) ? "-" : Quantity.Seconds(feed.HasRuntimeSeconds, feed.RuntimeSeconds),
                StateWords.IsMains(feed) ? "-" : Quantity.Percent(feed.HasChargePercent, feed.ChargePercent),
                StateWords.IsMains(feed) ? "-" : Quantity.Percent(feed.HasLoadPercent, feed.LoadPercent),
                StateWords.IsMains(feed) ? "-" : Quantity.Age(feed.HasAgeSeconds, feed.AgeSeconds),
                StateWords.IsMains(feed) ? "the mains, no battery" : feed.RuntimeBasis.Length > 0 ? feed.RuntimeBasis : Quantity.Missing,
            ]));
    }

    /// <summary>The state of one feed as a sentence without its name.</summary>
    public static string Why(FeedStatus feed)
    {
        var parts = new List<string>();
        if (feed.HasOnBatterySeconds)
        {
            parts.Add($"for {Duration.Seconds(feed.OnBatterySeconds)}");
        }

        if (StateWords.IsDying(feed.State) && !StateWords.IsMains(feed))
        {
            parts.Add(feed.HasRuntimeSeconds
                ? $"{Duration.Seconds(feed.RuntimeSeconds)} left ({Basis(feed)})"
                : $"nobody knows how long it lasts ({Basis(feed)})");
        }

        parts.AddRange(feed.Fired.Select(fired => $"the trigger {fired.Name} fired {Duration.Seconds(Math.Max(0, fired.SinceSeconds))} ago: {fired.Why}"));
        if (feed.Detail.Length > 0)
        {
            parts.Add(feed.Detail);
        }

        parts.AddRange(feed.Rejected.Select(rejected => $"not believed: {rejected}"));
        if (parts.Count == 0)
        {
            parts.Add(feed.HasAgeSeconds ? $"last read {Quantity.Age(true, feed.AgeSeconds)}" : $"never read from {feed.Source}");
        }

        return string.Join("; ", parts);
    }

    private static string Basis(FeedStatus feed) => feed.RuntimeBasis.Length > 0 ? feed.RuntimeBasis : "basis not given";

    private static IEnumerable<FeedStatus> Ordered(IEnumerable<FeedStatus> feeds) =>
        feeds.OrderBy(feed => StateWords.IsWrong(feed) ? StateWords.FeedUrgency(feed.State) : 9).ThenBy(feed => feed.Name, StringComparer.Ordinal);
}
