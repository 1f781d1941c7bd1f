using Homelab.Domain.Power;

namespace Homelab.Domain.Health;

/// <summary>How health speaks.</summary>
public static class HealthWords
{
    public static string Name(HealthState state) => state switch
    {
        HealthState.Ok => "OK",
        HealthState.Degraded => "DEGRADED",
        HealthState.Down => "DOWN",
        HealthState.Unreachable => "UNREACHABLE",
        HealthState.Maintenance => "MAINTENANCE",
        _ => "UNKNOWN",
    };

    public static string Condition(FeedCondition condition) => condition switch
    {
        FeedCondition.OnLine => "on line",
        FeedCondition.OnBattery => "on battery",
        FeedCondition.LowBattery => "on low battery",
        FeedCondition.ForcedShutdown => "in forced shutdown",
        _ => "unknown",
    };

    /// <summary>Such as <c>40s</c>, <c>9m40s</c>, <c>2h05m</c> or <c>3d04h</c>.</summary>
    internal static string Span(TimeSpan exact) => TimeSpan.FromSeconds(Math.Round(exact.TotalSeconds)) switch
    {
        { TotalDays: >= 1 } span => $"{(long)span.TotalDays}d{span.Hours:00}h",
        { TotalHours: >= 1 } span => $"{span.Hours}h{span.Minutes:00}m",
        { TotalMinutes: >= 1 } span => $"{span.Minutes}m{span.Seconds:00}s",
        var span => $"{Math.Max(0, span.Seconds)}s",
    };

    internal static string List(IEnumerable<string> names) => string.Join(", ", names);
}
