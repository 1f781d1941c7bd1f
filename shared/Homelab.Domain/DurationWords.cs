namespace Homelab.Domain;

/// <summary>How a duration is said in a sentence.</summary>
internal static class DurationWords
{
    /// <summary>Such as <c>40s</c>, <c>9m40s</c>, <c>2h05m</c> or <c>3d04h</c>, to the nearest second.</summary>
    public static string Short(TimeSpan exact) => TimeSpan.FromSeconds(Math.Round(exact.TotalSeconds)) switch
    {
        { TotalDays: >= 1 } span => $"{(long)span.TotalDays}d{span.Hours:00}h",
        { TotalHours: >= 1 } span => $"{span.Hours}h{span.Minutes:00}m",
        { TotalMinutes: >= 1 } span => $"{span.Minutes}m{span.Seconds:00}s",
        var span => $"{Math.Max(0, span.Seconds)}s",
    };
}
