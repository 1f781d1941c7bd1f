namespace Homelab.Domain.Storage;

/// <summary>How much a host writes, from what was seen of it.</summary>
public static class WriteRate
{
    private const int DaysLooked = 7;
    private static readonly TimeSpan s_enough = TimeSpan.FromHours(1);

    /// <summary>Bytes a day over the last seven days, or over the time that the device is known; null before an hour of it.</summary>
    public static double? BytesPerDay(DeviceState device, DateTimeOffset now)
    {
        var known = device.LastSeen - device.FirstSeen;
        if (known < s_enough || device.Last.Writes is null)
        {
            return null;
        }

        // Days are whole: the first counts from its midnight, so that a week of them spans between six and seven days.
        var first = DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - DaysLooked);
        var from = first.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var span = now.UtcDateTime - (device.FirstSeen.UtcDateTime > from ? device.FirstSeen.UtcDateTime : from);
        return span < s_enough ? null : device.Days.Where(day => day.Day >= first).Sum(day => day.Bytes) / span.TotalDays;
    }

    /// <summary>How long a write took in this boot, waiting in the queue included; null without writes.</summary>
    public static TimeSpan? PerWrite(DeviceReport report) =>
        report.Writes is { Count: > 0 } writes ? writes.Busy / writes.Count : null;
}
