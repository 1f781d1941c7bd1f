using System.Globalization;

namespace Homelab.Cli.Render;

/// <summary>Wall clock in the lab's time zone, and the distance from now.</summary>
public sealed class LabTime
{
    private readonly TimeZoneInfo _zone;

    public LabTime(string zone, DateTimeOffset now)
    {
        Now = now;
        if (!string.IsNullOrEmpty(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            _zone = found;
            Zone = zone;
        }
        else
        {
            // This machine may lack tzdata: a right time in UTC that says so beats a wrong one.
            _zone = TimeZoneInfo.Utc;
            Zone = "UTC";
            Note = string.IsNullOrEmpty(zone) ? "the lab's time zone is unknown" : $"this machine does not know the lab's zone {zone}";
        }
    }

    public DateTimeOffset Now { get; }

    public string Zone { get; }

    /// <summary>Why the zone is not the lab's own; empty where it is.</summary>
    public string Note { get; } = "";

    /// <summary><c>22:14:03</c> today, with the date on any other day.</summary>
    public string Clock(long wallMilliseconds)
    {
        if (Local(wallMilliseconds) is not { } local)
        {
            return "unknown time";
        }

        var today = TimeZoneInfo.ConvertTime(Now, _zone).Date == local.Date;
        return local.ToString(today ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary><c>22:14:03</c> on whatever day.</summary>
    public string Time(long wallMilliseconds) => Local(wallMilliseconds)?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "unknown time";

    public string Full(long wallMilliseconds) =>
        Local(wallMilliseconds) is { } local
            ? $"{local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {Zone}"
            : "unknown time";

    /// <summary>How long ago, by this machine's clock; clocks that disagree by a little give <c>0s</c>.</summary>
    public string Ago(long wallMilliseconds)
    {
        var age = Now - DateTimeOffset.FromUnixTimeMilliseconds(Bounded(wallMilliseconds));
        return age < TimeSpan.FromSeconds(-5)
            ? $"in {Duration.Show(-age)} (the clocks of this machine and the coordinator disagree)"
            : $"{Duration.Show(age < TimeSpan.Zero ? TimeSpan.Zero : age)} ago";
    }

    public TimeSpan Until(long wallMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Bounded(wallMilliseconds)) - Now;

    private DateTimeOffset? Local(long wallMilliseconds) =>
        wallMilliseconds <= 0 ? null : TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(Bounded(wallMilliseconds)), _zone);

    private static long Bounded(long wallMilliseconds) => Math.Clamp(wallMilliseconds, 0, 32_503_680_000_000);
}
