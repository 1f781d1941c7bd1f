using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>TI TMP102: temperature in sixteenths of a degree (data sheet SBOS397, 7.3.1 and 7.5). It has no id, but bits of its settings that are always set.</summary>
public sealed class Tmp102(I2cDevice device)
{
    private enum Register : byte
    {
        Temperature = 0,
        Configuration = 1,
    }

    private const ushort AlwaysSet = 0x6000;
    private const ushort Shutdown = 0x0100;

    public bool TryRead(out double celsius, out string problem)
    {
        celsius = 0;
        var settings = device.ReadWord((byte)Register.Configuration);
        problem = (settings & AlwaysSet) != AlwaysSet || settings == ushort.MaxValue ? $"is no TMP102: its settings are 0x{settings:x4}"
            : (settings & Shutdown) != 0 ? "is shut down by its configuration"
            : "";
        if (problem.Length > 0)
        {
            return false;
        }

        var raw = (short)device.ReadWord((byte)Register.Temperature);
        // The lowest bit tells the extended mode, in which there are thirteen bits and not twelve.
        celsius = ((raw & 1) != 0 ? raw >> 3 : raw >> 4) / 16.0;
        problem = celsius is < -55 or > 150 ? "is out of its range of -55 to 150 C" : "";
        return problem.Length == 0;
    }
}
