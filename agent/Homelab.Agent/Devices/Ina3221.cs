using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>TI INA3221: volts and amps of three channels with shunts of the same resistance (data sheet SBOS576).</summary>
public sealed class Ina3221(I2cDevice device, double shuntOhms)
{
    private enum Register : byte
    {
        Configuration = 0,
        ShuntVoltage1 = 1,
        BusVoltage1 = 2,
        Manufacturer = 0xFE,
        Die = 0xFF,
    }

    public const int Channels = 3;

    private const ushort TexasInstruments = 0x5449;
    private const ushort DieId = 0x3220;
    private const ushort Continuous = 7;
    private const ushort AfterPowerOn = 0x7127;

    // Thirteen bits, at the top of the register.
    private const double ShuntVoltsPerStep = 40e-6;
    private const double BusVoltsPerStep = 8e-3;

    /// <summary>All three channels; one that is switched off in the chip's settings reads zero.</summary>
    public bool TryRead(Span<PowerReading> channels, out string problem)
    {
        var maker = device.ReadWord((byte)Register.Manufacturer);
        var die = device.ReadWord((byte)Register.Die);
        if (maker != TexasInstruments || die != DieId)
        {
            problem = $"is no INA3221: its maker is 0x{maker:x4} and its die 0x{die:x4}, not 0x{TexasInstruments:x4} and 0x{DieId:x4}";
            return false;
        }

        if ((device.ReadWord((byte)Register.Configuration) & Continuous) != Continuous)
        {
            device.WriteWord((byte)Register.Configuration, AfterPowerOn);
            problem = "was set otherwise, and is set up now";
            return false;
        }

        for (var channel = 0; channel < Channels; channel++)
        {
            var shunt = (short)device.ReadWord((byte)(Register.ShuntVoltage1 + (byte)(2 * channel))) >> 3;
            var bus = (short)device.ReadWord((byte)(Register.BusVoltage1 + (byte)(2 * channel))) >> 3;
            channels[channel] = new(bus * BusVoltsPerStep, shunt * ShuntVoltsPerStep / shuntOhms);
        }

        problem = "";
        return true;
    }
}
