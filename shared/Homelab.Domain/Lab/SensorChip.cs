using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>A kind of chip that agents read.</summary>
/// <param name="Name">As in the lab file.</param>
/// <param name="Gives">For the documentation.</param>
/// <param name="Addresses">Those that it can be strapped to, the usual one first.</param>
public sealed record SensorChip(string Name, string Gives, ImmutableArray<int> Addresses)
{
    /// <summary>It measures a voltage over a resistor, and only who knows that knows the current.</summary>
    public bool NeedsShunt { get; init; }

    /// <summary>It tells the charge of a battery.</summary>
    public bool IsGauge { get; init; }

    public bool Equals(SensorChip? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
