using System.Globalization;

namespace Homelab.Domain.Lab;

/// <summary>A UPS HAT without a driver of the kernel's, whose chip and lines the agent of its node reads.</summary>
public sealed record HatSource(string Node) : NodeSource(Node)
{
    public override string Kind => "hat";

    /// <summary>Null where it is missing or none that is known.</summary>
    public HatBoard? Board { get; init; }

    /// <summary>Of the I2C bus, as in <c>/dev/i2c-1</c>.</summary>
    public int Bus { get; init; } = 1;

    /// <summary>Null for the usual one.</summary>
    public int? Address { get; init; }

    /// <summary>Of a generic board.</summary>
    public SensorChip? Gauge { get; init; }

    /// <summary>What its chip measures the battery's current over; null where it measures none.</summary>
    public double? ShuntOhms { get; init; }

    /// <summary>In place of the board's own line; active while the mains are there.</summary>
    public InputConfig? Mains { get; init; }

    /// <summary>In place of the board's own line; active while it takes the node's power.</summary>
    public OutputConfig? Cut { get; init; }

    /// <summary>At which the battery counts as low, in volts; null where only the board can tell.</summary>
    public double? LowVolts { get; init; }

    /// <summary>The chip that is asked; null where a microcontroller is.</summary>
    public SensorChip? Chip => Board?.Chip ?? Gauge;

    public int AddressOnBus => Address ?? Board?.Address ?? Chip?.Addresses[0] ?? 0;

    public InputConfig? MainsLine => Mains ?? Board?.Mains;

    /// <summary>Null for a board that is cut by a register, or not at all.</summary>
    public OutputConfig? CutLine => Cut ?? Board?.CutLine;

    /// <summary>Whether its node can have it take the power.</summary>
    public bool CanCut => CutLine is not null || Board is { CutsByRegister: true };

    public override string What => $"the {Board?.Name} HAT";

    public override string Place => string.Create(CultureInfo.InvariantCulture, $"{Node} {SensorLine.Collector(Bus)} 0x{AddressOnBus:x2}");

    public override string ToString() => $"{Board?.Name}@{Node}";
}
