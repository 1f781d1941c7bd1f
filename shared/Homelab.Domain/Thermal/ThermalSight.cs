using System.Collections.Immutable;

namespace Homelab.Domain.Thermal;

/// <summary>A temperature that a part must not reach.</summary>
/// <param name="Source">Who says so, such as <c>the critical limit of its chip</c>.</param>
public sealed record HeatLimit(double Celsius, string Source);

/// <summary>All that is known of the heat of one node: its part that is nearest to its limit, and what stands around it.</summary>
public sealed record ThermalSight
{
    public required string Node { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The part's temperature over the last 30 days; empty where nothing fresh tells.</summary>
    public Track Part { get; init; } = Track.None;

    /// <summary>The part's last temperature in degrees Celsius; null where nothing fresh tells.</summary>
    public double? Celsius { get; init; }

    public ImmutableArray<HeatLimit> Limits { get; init; } = [];

    /// <summary>The declared room sensor's temperature; null where none is declared.</summary>
    public Track? Room { get; init; }

    /// <summary>In revolutions a minute.</summary>
    public ImmutableArray<Track> Fans { get; init; } = [];

    /// <summary>The load average of one minute.</summary>
    public Track Load { get; init; } = Track.None;

    /// <summary>Each above zero while it slows the node because of heat.</summary>
    public ImmutableArray<Track> Brakes { get; init; } = [];

    /// <summary>Counters of seconds for which a processor slowed itself.</summary>
    public ImmutableArray<Track> SlowSeconds { get; init; } = [];

    /// <summary>Of the declared door: 1 while it is open, 0 while it is closed; null where none is declared.</summary>
    public Track? Door { get; init; }

    /// <summary>The limit that is reached first; null where none is known.</summary>
    public HeatLimit? Limit => Limits.MinBy(limit => limit.Celsius);
}
