using System.Collections.Immutable;

namespace Homelab.Domain.Readings;

public enum SeriesKind
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A value that only grows within a boot.</summary>
    Counter,
}

/// <summary>
/// What a series is: a Prometheus-style metric name with the base unit last, and labels.
/// </summary>
/// <param name="Metric">Such as <c>node_thermal_zone_celsius</c>.</param>
/// <param name="Unit">celsius, volts, bytes, ratio, seconds; empty for a plain count.</param>
public sealed record Series(string Metric, Labels Labels, string Unit, SeriesKind Kind, string Collector);

/// <summary>One value of one series.</summary>
public readonly record struct Sample(Series Series, double Value);

/// <summary>All samples that one collector took in one round, with the clocks of that moment.</summary>
/// <param name="TakenAt">CLOCK_BOOTTIME of the sampling host.</param>
/// <param name="WallClock">UTC; to be trusted only where <paramref name="ClockSynchronised"/>.</param>
public sealed record CollectionRound(Moment TakenAt, DateTimeOffset WallClock, bool ClockSynchronised, ImmutableArray<Sample> Samples);
