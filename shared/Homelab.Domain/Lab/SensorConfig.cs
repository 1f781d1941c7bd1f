namespace Homelab.Domain.Lab;

/// <summary>A chip on an I2C bus of a node.</summary>
public sealed record SensorConfig
{
    public required string Name { get; init; }

    /// <summary>Such as <c>bme280</c>; null where it is missing or no chip that is known.</summary>
    public SensorChip? Chip { get; init; }

    /// <summary>Of the bus, as in <c>/dev/i2c-1</c>.</summary>
    public int Bus { get; init; } = 1;

    /// <summary>Null for the chip's first.</summary>
    public int? Address { get; init; }

    /// <summary>What the chip measures the current over; null where it measures none.</summary>
    public double? ShuntOhms { get; init; }

    public int AddressOnBus => Address ?? Chip?.Addresses[0] ?? 0;
}
