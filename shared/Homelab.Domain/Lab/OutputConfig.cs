namespace Homelab.Domain.Lab;

/// <summary>What makes an output active.</summary>
public enum OutputCause
{
    /// <summary>The node holds a power lease that binds: what it hangs on, or what it needs hangs on, is on battery.</summary>
    OnBattery,
}

/// <summary>A GPIO line of a node that is set: a buzzer, a relay. Inactive wherever nothing makes it active.</summary>
public sealed record OutputConfig
{
    public required string Name { get; init; }

    /// <summary>Of the chip, as in <c>/dev/gpiochip0</c>.</summary>
    public int ChipNumber { get; init; }

    /// <summary>Its offset on the chip, or its name there.</summary>
    public string Line { get; init; } = "";

    /// <summary>Low while it is active.</summary>
    public bool IsActiveLow { get; init; }

    public OutputCause When { get; init; }
}
