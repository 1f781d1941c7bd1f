using Homelab.Coordinator.Api.Views;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Coordinator.Api;

/// <summary>Feeds as the API shows them.</summary>
internal static class FeedViews
{
    public static FeedView Of(FeedAssessment feed, FeedConfig? config, BatteryRecord battery, string? selfTestFinding, EnergyPrice? price, Moment now) => new(
        feed.Feed,
        Word(feed.Condition),
        feed.IsMains ? "mains" : config?.Source is { } source ? $"{source.Kind} {source}" : "",
        Percent(feed.ChargeRatio),
        Percent(feed.LoadRatio),
        feed.Runtime is { } runtime ? Math.Round(Math.Max(0, (feed.RuntimeAt + runtime - now).TotalSeconds), 1) : null,
        feed.RuntimeBasis,
        feed.OnBatterySince is { } since ? Math.Round((now - since).TotalSeconds, 1) : null,
        feed.LastReading is { } read ? Math.Round((now - read).TotalSeconds, 1) : null,
        feed.RawStatus,
        [.. feed.Rejected.Select(rejected => $"{rejected.Variable} = {rejected.Value}: {rejected.Why}")],
        feed.Detail)
    {
        Fired = [.. feed.Fired.OrderBy(fired => fired.Since.Nanoseconds).Select(fired => new TriggerView(fired.Name, Math.Round((now - fired.Since).TotalSeconds, 1), fired.Why))],
        WorstRuntimeSeconds = feed.WorstRuntime is { } worst ? Math.Round(Math.Max(0, (feed.RuntimeAt + worst - now).TotalSeconds), 1) : null,
        WorstRuntimeBasis = feed.IsMains ? "" : feed.WorstBasis,
        DepletionPercentPerMinute = feed.DepletionRatioPerMinute is { } fall ? Math.Round(fall * 100, 2) : null,
        TemperatureCelsius = feed.TemperatureCelsius,
        Logins = feed.Logins,
        Battery = feed.IsMains ? null : BatteryViews.Of(battery, price) with { SelfTestFinding = selfTestFinding ?? "" },
    };

    public static string Word(FeedCondition condition) => condition switch
    {
        FeedCondition.OnLine => "ON_LINE",
        FeedCondition.OnBattery => "ON_BATTERY",
        FeedCondition.LowBattery => "LOW_BATTERY",
        FeedCondition.ForcedShutdown => "FORCED_SHUTDOWN",
        _ => "UNKNOWN",
    };

    internal static double? Percent(double? ratio) => Finite.OrNull(ratio) is { } known ? Math.Round(known * 100, 1) : null;
}
