namespace Homelab.Domain.Lab;

public enum InputPull
{
    /// <summary>Left as it is.</summary>
    None,
    Up,
    Down,
}

/// <summary>A GPIO line of a node that is read: whether the mains are there, a door, a leak, a button.</summary>
public sealed record InputConfig
{
    /// <summary>In readings, where sensors have the name of their chip.</summary>
    public const string Chip = "gpio";

    public required string Name { get; init; }

    /// <summary>Of the chip, as in <c>/dev/gpiochip0</c>.</summary>
    public int ChipNumber { get; init; }

    /// <summary>Its offset on the chip, or its name there, as <c>gpioinfo</c> shows them.</summary>
    public string Line { get; init; } = "";

    /// <summary>Active where the line is low.</summary>
    public bool IsActiveLow { get; init; }

    public InputPull Pull { get; init; }

    /// <summary>A level counts when it has stood for so long.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(50);
}
