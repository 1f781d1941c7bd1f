namespace Homelab.Domain.Lab;

/// <summary>What stands around a node's heat.</summary>
/// <param name="LimitCelsius">Where none of its parts may come, in degrees Celsius; null where only the chips' own limits count.</param>
/// <param name="Room">The sensor that measures the air around it; null where none does.</param>
/// <param name="Door">The input that is active while the door to it is open; null where there is none.</param>
public sealed record ThermalConfig(double? LimitCelsius = null, SensorPlace? Room = null, SensorPlace? Door = null)
{
    public static readonly ThermalConfig None = new();
}

/// <summary>A sensor or input of a node.</summary>
/// <param name="Node">Null for the node that speaks of it.</param>
public sealed record SensorPlace(string? Node, string Name)
{
    /// <summary>A DS18B20, which agents read without that it is declared.</summary>
    public bool IsOneWire => Name.StartsWith("28-", StringComparison.Ordinal);

    public override string ToString() => Node is null ? Name : $"{Node}/{Name}";
}
