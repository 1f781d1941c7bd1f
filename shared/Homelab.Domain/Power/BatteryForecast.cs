using System.Globalization;

namespace Homelab.Domain.Power;

/// <summary>How much of its capacity a battery has left, and when it should be replaced.</summary>
/// <param name="CapacityRatio">Of the last proof by the best one of this battery; null below two proofs.</param>
/// <param name="ReplaceBy">Null where nothing tells.</param>
/// <param name="Basis">In words: what both rest on, or why there is nothing.</param>
public sealed record BatteryForecast(double? CapacityRatio, DateOnly? ReplaceBy, string Basis)
{
    /// <summary>Below this part of its capacity a battery is at its end (IEEE 1188).</summary>
    public const double EndRatio = 0.8;

    /// <summary>Sealed lead-acid batteries in UPSes last three to five years.</summary>
    private const int LifeYears = 4;

    private const int LeastProofs = 3;
    private const double LeastDays = 90;

    public static BatteryForecast Of(BatteryRecord battery)
    {
        var points = battery.Proofs
            .Where(past => past.LoadRatio is > 0)
            .Select(past => (past.Began, Hours: past.FullRuntime!.Value.TotalHours * past.LoadRatio!.Value))
            .ToList();
        var best = points.Count > 1 ? points.Max(point => point.Hours) : (double?)null;
        var ratio = points.Count > 1 ? points[^1].Hours / best : null;
        if (points.Count >= LeastProofs && (points[^1].Began - points[0].Began).TotalDays >= LeastDays)
        {
            var slope = MedianSlope(points);
            if (slope < 0)
            {
                var days = Math.Clamp((points[^1].Hours - EndRatio * best!.Value) / -slope, 0, 3650);
                return new BatteryForecast(ratio, DateOnly.FromDateTime(points[^1].Began.DateTime).AddDays((int)days),
                    $"{points.Count} proven discharges since {Day(points[0].Began)}: it loses {-slope * 36500 / best.Value:0} % a year, and is at its end at {EndRatio:P0}");
            }
        }

        return battery.BatteryDate is { } made
            ? new BatteryForecast(ratio, made.AddYears(LifeYears), $"its date is {made.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, and batteries of this kind last about {LifeYears} years")
            : new BatteryForecast(ratio, null, $"nothing tells: no battery.date, and {points.Count} of {LeastProofs} proven discharges over {LeastDays} days");
    }

    /// <summary>Theil and Sen, load-hours a day.</summary>
    private static double MedianSlope(List<(DateTimeOffset Began, double Hours)> points)
    {
        var slopes = new List<double>();
        for (var left = 0; left < points.Count; left++)
        {
            for (var right = left + 1; right < points.Count; right++)
            {
                if ((points[right].Began - points[left].Began).TotalDays is >= 1 and var days)
                {
                    slopes.Add((points[right].Hours - points[left].Hours) / days);
                }
            }
        }

        slopes.Sort();
        return slopes.Count == 0 ? 0 : (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2;
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
