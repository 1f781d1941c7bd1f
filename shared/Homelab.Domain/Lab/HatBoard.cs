namespace Homelab.Domain.Lab;

/// <summary>What answers on the bus of a UPS HAT.</summary>
public enum HatRegisters
{
    /// <summary>A chip that agents read as a sensor too.</summary>
    Chip,

    /// <summary>The microcontroller of a PiJuice.</summary>
    PiJuice,

    /// <summary>The microcontroller of a LiFePO4wered/Pi.</summary>
    LiFePO4wered,
}

/// <summary>A kind of UPS HAT that agents read: which chip, which line tells of the mains, and so what of it can be known at all.</summary>
/// <param name="Name">As in the lab file.</param>
/// <param name="Maker">For the reader; empty where it is not known.</param>
/// <param name="Gives">For the documentation.</param>
public sealed record HatBoard(string Name, string Maker, string Model, string Gives)
{
    public HatRegisters Registers { get; init; }

    /// <summary>The chip on it; null where it has none, or where the lab file names it.</summary>
    public SensorChip? Chip { get; init; }

    /// <summary>Its usual one; null for the chip's.</summary>
    public int? Address { get; init; }

    /// <summary>The GPIO line that is active while the mains are there; null where the board has none, or where the lab file names it.</summary>
    public InputConfig? Mains { get; init; }

    /// <summary>Also without such a line: by a register, or by the direction of the battery's current.</summary>
    public bool TellsMains { get; init; }

    /// <summary>The GPIO line that takes the node's power where it is held active, and gives it back with the mains; null where the board has none, or where the lab file names it.</summary>
    public OutputConfig? CutLine { get; init; }

    /// <summary>By a register of its microcontroller, which gives the power back with the mains too.</summary>
    public bool CutsByRegister { get; init; }

    /// <summary>By a gauge. A voltage is not made into a charge.</summary>
    public bool TellsCharge { get; init; }

    public bool Equals(HatBoard? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
