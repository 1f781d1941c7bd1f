using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>TI INA226: volts and amps (data sheet SBOS547). The current is made of the voltage over the shunt, as with the INA219.</summary>
public sealed class Ina226(I2cDevice device, double shuntOhms)
{
    private enum Register : byte
    {
        Configuration = 0,
        ShuntVoltage = 1,
        BusVoltage = 2,
        Manufacturer = 0xFE,
        Die = 0xFF,
    }

    private const ushort TexasInstruments = 0x5449;
    private const ushort DieId = 0x2260;

    /// <summary>The low three bits: both voltages, for ever.</summary>
    private const ushort Continuous = 7;
    private const ushort AfterPowerOn = 0x4127;

    private const double ShuntVoltsPerStep = 2.5e-6;
    private const double BusVoltsPerStep = 1.25e-3;

    public bool TryRead(out PowerReading reading, out string problem)
    {
        reading = default;
        var maker = device.ReadWord((byte)Register.Manufacturer);
        var die = device.ReadWord((byte)Register.Die);
        if (maker != TexasInstruments || die != DieId)
        {
            problem = $"is no INA226: its maker is 0x{maker:x4} and its die 0x{die:x4}, not 0x{TexasInstruments:x4} and 0x{DieId:x4}";
            return false;
        }

        if ((device.ReadWord((byte)Register.Configuration) & Continuous) != Continuous)
        {
            device.WriteWord((byte)Register.Configuration, AfterPowerOn);
            problem = "was set otherwise, and is set up now";
            return false;
        }

        reading = new(device.ReadWord((byte)Register.BusVoltage) * BusVoltsPerStep, (short)device.ReadWord((byte)Register.ShuntVoltage) * ShuntVoltsPerStep / shuntOhms);
        problem = reading.Volts > 36 ? "is out of its range of 0 to 36 V" : "";
        return problem.Length == 0;
    }
}
