using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>
/// TI INA219 (data sheet SBOS448G). The current is made of the voltage over the shunt, not of the chip's own current register: that needs a calibration which
/// the chip forgets with its power, and then reads zero.
/// </summary>
public sealed class Ina219(I2cDevice device, double shuntOhms)
{
    private enum Register : byte
    {
        Configuration = 0,
        ShuntVoltage = 1,
        BusVoltage = 2,
    }

    /// <summary>As after power-on (8.6.2): 32 V and 320 mV, twelve bits, both measured for ever.</summary>
    private const ushort Measuring = 0x399F;

    private const double ShuntVoltsPerStep = 10e-6;
    private const double BusVoltsPerStep = 4e-3;

    public bool TryRead(out PowerReading reading, out string problem)
    {
        reading = default;
        if (device.ReadWord((byte)Register.Configuration) != Measuring)
        {
            device.WriteWord((byte)Register.Configuration, Measuring);
            var kept = device.ReadWord((byte)Register.Configuration);
            problem = kept == Measuring ? "was set otherwise, and is set up now" : $"is no INA219: it keeps the settings 0x{kept:x4} and not 0x{Measuring:x4}";
            return false;
        }

        var shunt = (short)device.ReadWord((byte)Register.ShuntVoltage);
        var bus = device.ReadWord((byte)Register.BusVoltage);
        reading = new((bus >> 3) * BusVoltsPerStep, shunt * ShuntVoltsPerStep / shuntOhms);
        problem = reading.Volts > 32 ? "is out of its range of 0 to 32 V" : Math.Abs((int)shunt) > 32_000 ? "is out of its range of 320 mV over the shunt" : "";
        return problem.Length == 0;
    }
}
