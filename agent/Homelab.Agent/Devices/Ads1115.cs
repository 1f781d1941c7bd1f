using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>TI ADS1115: four voltages to ground, up to 4.096 V and its own supply (data sheet SBAS444D, 8.5 and 8.6). It has no id.</summary>
public sealed class Ads1115(I2cDevice device, Pause pause)
{
    private enum Register : byte
    {
        Conversion = 0,
        Configuration = 1,
    }

    public const int Channels = 4;

    /// <summary>Begin one conversion, to ground, 4.096 V, then sleep; 128 a second, no comparator.</summary>
    private const ushort ConvertOnce = 0x8000 | 0x4000 | 0x0200 | 0x0100 | 0x0080 | 0x0003;

    private const ushort Idle = 0x8000;
    private const double VoltsPerStep = 125e-6;

    /// <summary>A 128th of a second, and the tenth by which its clock may be slow.</summary>
    private static readonly TimeSpan s_converts = TimeSpan.FromMilliseconds(10);

    public bool TryRead(Span<double> volts, out string problem)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            var wanted = (ushort)(ConvertOnce | (channel << 12));
            device.WriteWord((byte)Register.Configuration, wanted);
            pause(s_converts);
            var settings = device.ReadWord((byte)Register.Configuration);
            if ((settings | Idle) != wanted)
            {
                problem = $"is no ADS1115: it keeps the settings 0x{settings:x4} and not 0x{wanted:x4}";
                return false;
            }

            if ((settings & Idle) == 0)
            {
                problem = "has not finished a conversion in 10 ms";
                return false;
            }

            volts[channel] = (short)device.ReadWord((byte)Register.Conversion) * VoltsPerStep;
        }

        problem = "";
        return true;
    }
}
