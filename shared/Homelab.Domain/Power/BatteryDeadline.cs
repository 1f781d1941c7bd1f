using System.Collections.Immutable;

namespace Homelab.Domain.Power;

/// <summary>
/// When the battery will be empty by what the UPS itself shows, and the reading on which that rests. It comes earlier on any
/// reading; it moves later only on one that shows it by charge or load (P6), not because a runtime is repeated.
/// </summary>
public sealed record BatteryDeadline
{
    /// <summary>A fall of the load below this is noise, as a ratio.</summary>
    private const double LoadStep = 0.02;

    /// <summary>Gauges step by whole percents, as a ratio.</summary>
    private const double ChargeStep = 0.01;

    /// <summary>A charge that should have fallen by more than this and has not is a stuck gauge, as a ratio.</summary>
    private const double StuckRatio = 0.10;

    public required Moment EmptyAt { get; init; }

    /// <summary>The reading that it rests on.</summary>
    public required Moment At { get; init; }

    public double? ChargeRatio { get; init; }

    public double? LoadRatio { get; init; }

    /// <summary>In words.</summary>
    public required string Basis { get; init; }

    /// <summary>The deadline after one more reading on battery; null while nothing tells.</summary>
    /// <param name="stoodFor">How long the charge has not changed, as time on battery.</param>
    public static BatteryDeadline? After(BatteryDeadline? held, FeedReading reading, Moment at, ImmutableArray<ChargePoint> points, TimeSpan stoodFor)
    {
        var seen = Seen(reading, at, points);
        return seen is null || (held is not null && seen.EmptyAt > held.EmptyAt && !held.IsLengthenedBy(reading, at, stoodFor)) ? held : seen;
    }

    private static BatteryDeadline? Seen(FeedReading reading, Moment at, ImmutableArray<ChargePoint> points)
    {
        BatteryDeadline Of(TimeSpan runtime, string basis) => new()
        {
            EmptyAt = at + runtime,
            At = at,
            ChargeRatio = reading.ChargeRatio,
            LoadRatio = reading.LoadRatio,
            Basis = basis,
        };

        var reported = reading.Runtime is { } runtime ? Of(runtime, "reported by the UPS") : null;
        var extrapolated = reading.ChargeRatio is { } charge && DischargeSlope.FallPerSecond(points) is { } fall
            ? Of(Bounded(charge / fall), $"extrapolated from the observed discharge ({fall * 6000:0.##} % a minute at {charge:P0})")
            : null;
        return reported is null || extrapolated is null
            ? reported ?? extrapolated
            : reported.EmptyAt <= extrapolated.EmptyAt ? reported : extrapolated;
    }

    private static TimeSpan Bounded(double seconds) =>
        seconds < UpsVariables.MaxRuntime.TotalSeconds ? TimeSpan.FromSeconds(seconds) : UpsVariables.MaxRuntime;

    private bool IsLengthenedBy(FeedReading reading, Moment at, TimeSpan stoodFor)
    {
        if (reading.LoadRatio <= LoadRatio - LoadStep)
        {
            return true;
        }

        if (reading.ChargeRatio is not { } charge || ChargeRatio is not { } start)
        {
            return false;
        }

        var whole = (EmptyAt - At).TotalSeconds;
        var left = Math.Max(0, (EmptyAt - at).TotalSeconds);
        if (whole > 0 && stoodFor.TotalSeconds * start / whole > StuckRatio)
        {
            // A gauge that stands still on battery shows nothing, whatever it stands at.
            return false;
        }

        return charge > (whole > 0 ? start * left / whole : 0) + ChargeStep;
    }
}
