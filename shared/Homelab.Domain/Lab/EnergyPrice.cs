namespace Homelab.Domain.Lab;

/// <summary>What a kilowatt-hour costs.</summary>
/// <param name="Currency">ISO 4217, such as EUR.</param>
public sealed record EnergyPrice(decimal PerKilowattHour, string Currency);
