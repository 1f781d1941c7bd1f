using System.Collections.Immutable;

namespace Homelab.Domain.Power;

/// <summary>A charge seen after a time on battery.</summary>
/// <param name="OnBatteryFor">Time on battery in this outage, not counting spells on line.</param>
public readonly record struct ChargePoint(TimeSpan OnBatteryFor, double ChargeRatio);

/// <summary>
/// How fast an outage drains the battery: the median of the slopes between pairs of points that are neither near nor far from each other
/// (after Theil and Sen), which neither the steps of a gauge nor one jump of a badly calibrated one carries away.
/// </summary>
public static class DischargeSlope
{
    /// <summary>Enough for a long outage at one point a percent; above it every second one goes.</summary>
    public const int MaxPoints = 64;

    /// <summary>Points nearer than this say more about the gauge's steps than about the battery.</summary>
    public static readonly TimeSpan LeastPairSpan = TimeSpan.FromSeconds(10);

    /// <summary>Nothing is extrapolated from less.</summary>
    public static readonly TimeSpan LeastSpan = TimeSpan.FromSeconds(20);

    /// <summary>How long the latest part of an outage is, at the least.</summary>
    public static readonly TimeSpan RecentSpan = TimeSpan.FromSeconds(60);

    private const int RecentPoints = 7;

    /// <summary>How many of its gauge's steps it has fallen by: a shorter part says more about their noise than about the battery.</summary>
    private const int RecentSteps = 10;

    /// <summary>A difference of charges below this is none.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Pairs of the whole outage are an eighth of it apart, those of its latest part a seventh of that: in it fewer steps lie between them.</summary>
    private const int WholeShare = 8;

    private const int RecentShare = 7;

    /// <summary>Adds a point where the charge differs from the last one, and keeps the list bounded.</summary>
    public static ImmutableArray<ChargePoint> Add(ImmutableArray<ChargePoint> points, ChargePoint point)
    {
        if (points.Length > 0 && (points[^1].ChargeRatio == point.ChargeRatio || points[^1].OnBatteryFor >= point.OnBatteryFor))
        {
            return points;
        }

        if (points.Length >= MaxPoints)
        {
            points = [.. points.Where((_, index) => index % 2 == 0)];
        }

        return points.Add(point);
    }

    /// <summary>
    /// Ratio a second, positive while the charge falls; null where the points show no fall. The greater of the whole outage's fall and
    /// that of its latest part, so that a load that has grown shows before it has outweighed what went before.
    /// </summary>
    public static double? FallPerSecond(ImmutableArray<ChargePoint> points)
    {
        var whole = Median(points, 0, WholeShare);
        return whole is { } known && Median(points, RecentFrom(points), RecentShare) is { } recent && recent > known ? recent : whole;
    }

    /// <summary>
    /// The latest part has a minute at least, points enough that one jump of the gauge does not carry it away, and a fall beside which its
    /// steps and their noise are small.
    /// </summary>
    private static int RecentFrom(ImmutableArray<ChargePoint> points)
    {
        var fall = (RecentSteps * Step(points)) - Rounding;
        var first = points.Length;
        while (first > 0
            && (points.Length - first < RecentPoints
                || points[^1].OnBatteryFor - points[first].OnBatteryFor < RecentSpan
                || points[first].ChargeRatio - points[^1].ChargeRatio < fall))
        {
            first--;
        }

        return first;
    }

    /// <summary>What the gauge moves by, as a rule.</summary>
    private static double Step(ImmutableArray<ChargePoint> points)
    {
        var moves = points.Zip(points.Skip(1), (one, next) => Math.Abs(one.ChargeRatio - next.ChargeRatio)).Where(move => move > Rounding).Order().ToList();
        return moves.Count == 0 ? 0 : moves[moves.Count / 2];
    }

    /// <param name="share">The part of the span that a pair is apart by.</param>
    private static double? Median(ImmutableArray<ChargePoint> points, int first, int share)
    {
        if (points.Length - first < 2 || points[^1].OnBatteryFor - points[first].OnBatteryFor < LeastSpan)
        {
            return null;
        }

        // Each point with the next one that is such a part of the span away: so one jump of the gauge is in few of the pairs.
        var whole = points[^1].OnBatteryFor - points[first].OnBatteryFor;
        var least = whole / share > LeastPairSpan ? whole / share : LeastPairSpan;
        var slopes = new List<double>();
        for (int left = first, right = first; left < points.Length; left++)
        {
            while (right < points.Length && points[right].OnBatteryFor - points[left].OnBatteryFor < least)
            {
                right++;
            }

            if (right < points.Length)
            {
                slopes.Add((points[left].ChargeRatio - points[right].ChargeRatio) / (points[right].OnBatteryFor - points[left].OnBatteryFor).TotalSeconds);
            }
        }

        slopes.Sort();
        var median = (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2;
        return median > 0 ? median : null;
    }
}
