using System.Device.I2c;

namespace Homelab.Agent.Devices;

public enum Max1704xKind
{
    Max17040,
    Max17043,
    Max17048,
}

/// <param name="Charge">Of the battery, from 0 to 1.</param>
public readonly record struct FuelGaugeReading(double Volts, double Charge);

/// <summary>
/// Maxim MAX17040, MAX17043 and MAX17048, fuel gauges of one lithium cell (data sheets 19-5210, 19-5210 rev 7 for the MAX17043, and 19-6171). The charge is the chip's model of the
/// cell, not a measurement; it may stand somewhat above 100 %.
/// </summary>
public sealed class Max1704x(I2cDevice device, Max1704xKind kind)
{
    private enum Register : byte
    {
        CellVoltage = 2,
        Charge = 4,
        Version = 8,
    }

    /// <summary>The MAX17040 and MAX17043 have twelve bits of 1.25 mV at the top, the MAX17048 sixteen of 78.125 uV: the same scale.</summary>
    private const double VoltsPerStep = 78.125e-6;

    private const ushort TwelveBits = 0xFFF0;

    private const double ChargePerStep = 1 / 25600.0;

    public bool TryRead(out FuelGaugeReading reading, out string problem)
    {
        reading = default;
        var version = device.ReadWord((byte)Register.Version);
        if (version is 0 or ushort.MaxValue || (kind == Max1704xKind.Max17048 && (version & 0xFFF0) != 0x0010))
        {
            problem = $"is no {kind.ToString().ToUpperInvariant()}: its version is 0x{version:x4}";
            return false;
        }

        var cell = device.ReadWord((byte)Register.CellVoltage);
        var volts = (kind == Max1704xKind.Max17048 ? cell : cell & TwelveBits) * VoltsPerStep;
        var charge = device.ReadWord((byte)Register.Charge) * ChargePerStep;
        problem = volts < 1 ? "has no cell" : charge > 1.3 ? "tells a charge of more than 130 %" : "";
        reading = new(volts, Math.Min(charge, 1));
        return problem.Length == 0;
    }
}
