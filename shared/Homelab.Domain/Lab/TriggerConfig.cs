namespace Homelab.Domain.Lab;

/// <summary>What makes a feed urgent: the sequence begins at once and waits neither for the grace nor for latest starts. Null is off.</summary>
public sealed record TriggerConfig
{
    /// <summary>Time on battery in one outage, spells on line taken out (P18).</summary>
    public TimeSpan? OnBattery { get; init; }

    /// <summary>At or below this charge, 0 to 1.</summary>
    public double? ChargeRatio { get; init; }

    /// <summary>At or below this runtime, by the least credible figure.</summary>
    public TimeSpan? Runtime { get; init; }

    /// <summary>The charge falls at least this fast, as a ratio a minute.</summary>
    public double? DepletionRatioPerMinute { get; init; }

    /// <summary>NUT's LB beside OB.</summary>
    public bool LowBattery { get; init; } = true;

    /// <summary>NUT's FSD; one that was left over from before is none (P14).</summary>
    public bool ForcedShutdown { get; init; } = true;

    /// <summary>No word of the supply for this long, in an outage.</summary>
    public TimeSpan? ContactLost { get; init; }

    /// <summary>At or above this load on battery, as a part of the rating.</summary>
    public double? OverloadRatio { get; init; }

    /// <summary>The battery or the UPS is at least this hot, on line too.</summary>
    public double? TemperatureCelsius { get; init; }

    /// <summary>How long a value must have passed its limit, or be back within it, before that counts.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromSeconds(5);
}
