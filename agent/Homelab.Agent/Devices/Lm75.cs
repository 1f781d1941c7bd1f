using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>LM75 and its many kin: temperature in halves of a degree, or finer where the chip has more bits (TI SNIS153D, 7.5.2). It has no id.</summary>
public sealed class Lm75(I2cDevice device)
{
    private enum Register : byte
    {
        Temperature = 0,
        Configuration = 1,
    }

    private const byte Shutdown = 0x01;

    public bool TryRead(out double celsius, out string problem)
    {
        celsius = 0;
        if ((device.ReadByte((byte)Register.Configuration) & Shutdown) != 0)
        {
            problem = "is shut down by its configuration";
            return false;
        }

        celsius = (short)device.ReadWord((byte)Register.Temperature) / 256.0;
        problem = celsius is < -55 or > 125 ? "is out of its range of -55 to 125 C" : "";
        return problem.Length == 0;
    }
}
