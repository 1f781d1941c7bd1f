using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>TI INA238: volts, amps and the temperature of its die (data sheet SLYS025B). The current is made of the voltage over the shunt.</summary>
public sealed class Ina238(I2cDevice device, double shuntOhms)
{
    private enum Register : byte
    {
        Configuration = 0,
        AdcConfiguration = 1,
        ShuntVoltage = 4,
        BusVoltage = 5,
        DieTemperature = 6,
        Manufacturer = 0x3E,
        Device = 0x3F,
    }

    private const ushort TexasInstruments = 0x5449;
    private const ushort Id = 0x238;
    private const ushort NarrowRange = 0x0010;

    /// <summary>The upper four bits: all three, for ever.</summary>
    private const ushort Continuous = 0xF000;
    private const ushort AfterPowerOn = 0xFB68;

    private const double ShuntVoltsPerStep = 5e-6;
    private const double ShuntVoltsPerStepNarrow = 1.25e-6;
    private const double BusVoltsPerStep = 3.125e-3;
    private const double CelsiusPerStep = 0.125;

    public bool TryRead(out PowerReading reading, out double dieCelsius, out string problem)
    {
        (reading, dieCelsius) = (default, 0);
        var maker = device.ReadWord((byte)Register.Manufacturer);
        var id = device.ReadWord((byte)Register.Device);
        if (maker != TexasInstruments || id >> 4 != Id)
        {
            problem = $"is no INA238: its maker is 0x{maker:x4} and its id 0x{id:x4}, not 0x{TexasInstruments:x4} and 0x{Id:x3}x";
            return false;
        }

        if ((device.ReadWord((byte)Register.AdcConfiguration) & Continuous) != Continuous)
        {
            device.WriteWord((byte)Register.AdcConfiguration, AfterPowerOn);
            problem = "was set otherwise, and is set up now";
            return false;
        }

        var step = (device.ReadWord((byte)Register.Configuration) & NarrowRange) != 0 ? ShuntVoltsPerStepNarrow : ShuntVoltsPerStep;
        reading = new((short)device.ReadWord((byte)Register.BusVoltage) * BusVoltsPerStep, (short)device.ReadWord((byte)Register.ShuntVoltage) * step / shuntOhms);
        dieCelsius = ((short)device.ReadWord((byte)Register.DieTemperature) >> 4) * CelsiusPerStep;
        problem = reading.Volts is < 0 or > 85 ? "is out of its range of 0 to 85 V" : "";
        return problem.Length == 0;
    }
}
