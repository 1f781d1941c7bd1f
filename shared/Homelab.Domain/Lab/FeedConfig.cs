namespace Homelab.Domain.Lab;

public enum CutMode
{
    /// <summary>The UPS is never told to cut its outlets.</summary>
    None,

    /// <summary>NUT's <c>shutdown.return</c>: cut, and come back with the mains.</summary>
    Return,
}

/// <summary>Something that powers: a UPS or the mains.</summary>
public sealed record FeedConfig
{
    public required string Name { get; init; }

    /// <summary>The UPS of an upsd; null where something else tells of it, and for the mains.</summary>
    public NutSource? Nut { get; init; }

    /// <summary>The UPS of an apcupsd.</summary>
    public ApcupsdSource? Apcupsd { get; init; }

    /// <summary>The battery that a node's kernel shows.</summary>
    public PowerSupplySource? PowerSupply { get; init; }

    /// <summary>The UPS HAT of a node.</summary>
    public HatSource? Hat { get; init; }

    /// <summary>Where the UPS is read; null for the mains.</summary>
    public FeedSource? Source => (FeedSource?)Nut ?? (FeedSource?)Apcupsd ?? (FeedSource?)PowerSupply ?? Hat;

    /// <summary>The bare mains: no battery, so it dies at once and is never polled.</summary>
    public bool IsMains { get; init; }

    /// <summary>NUT user for commands; null where only reading is wanted.</summary>
    public string? User { get; init; }

    /// <summary>A reference such as <c>secret:rack-ups</c>, never the password.</summary>
    public string? Password { get; init; }

    public CutMode Cut { get; init; } = CutMode.None;

    /// <summary>Runtime on a full battery as the operator knows it; null where only the UPS can tell.</summary>
    public TimeSpan? DeclaredRuntime { get; init; }

    /// <summary>What the UPS can carry, in watts; null where only the UPS can tell.</summary>
    public double? RatingWatts { get; init; }

    /// <summary>Null where nobody tests it.</summary>
    public SelfTestConfig? SelfTest { get; init; }

    public TriggerConfig Triggers { get; init; } = new();
}
