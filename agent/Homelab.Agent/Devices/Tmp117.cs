using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>TI TMP117: temperature in 7.8125 thousandths of a degree (data sheet SNOSD82, 7.3.1 and 7.6).</summary>
public sealed class Tmp117(I2cDevice device)
{
    private enum Register : byte
    {
        Temperature = 0,
        Configuration = 1,
        Device = 0x0F,
    }

    private const ushort Id = 0x0117;
    private const ushort IdBits = 0x0FFF;
    private const ushort Mode = 0x0C00;
    private const ushort ShutdownMode = 0x0400;

    /// <summary>What stands there before the first conversion: -256 C.</summary>
    private const short NothingYet = short.MinValue;

    public bool TryRead(out double celsius, out string problem)
    {
        celsius = 0;
        var id = device.ReadWord((byte)Register.Device) & IdBits;
        if (id != Id)
        {
            problem = $"is no TMP117: its id is 0x{id:x3} and not 0x{Id:x3}";
            return false;
        }

        var raw = (short)device.ReadWord((byte)Register.Temperature);
        celsius = raw * 0.0078125;
        problem = (device.ReadWord((byte)Register.Configuration) & Mode) == ShutdownMode ? "is shut down by its configuration"
            : raw == NothingYet ? "has measured nothing yet"
            : celsius is < -55 or > 150 ? "is out of its range of -55 to 150 C"
            : "";
        return problem.Length == 0;
    }
}
