using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>Microchip MCP9808: temperature (data sheet DS25095A).</summary>
public sealed class Mcp9808(I2cDevice device)
{
    private enum Register : byte
    {
        Configuration = 1,
        Ambient = 5,
        Manufacturer = 6,
        Device = 7,
    }

    private const ushort Microchip = 0x0054;
    private const byte Id = 0x04;
    private const ushort Shutdown = 0x0100;

    public bool TryRead(out double celsius, out string problem)
    {
        celsius = 0;
        var maker = device.ReadWord((byte)Register.Manufacturer);
        var id = device.ReadWord((byte)Register.Device);
        if (maker != Microchip || id >> 8 != Id)
        {
            problem = $"is no MCP9808: its maker is 0x{maker:x4} and its id 0x{id >> 8:x2}, not 0x{Microchip:x4} and 0x{Id:x2}";
            return false;
        }

        if ((device.ReadWord((byte)Register.Configuration) & Shutdown) != 0)
        {
            problem = "is shut down by its configuration";
            return false;
        }

        // Three flags of the alerts, the sign, and twelve bits of sixteenths (5.1.3).
        var raw = device.ReadWord((byte)Register.Ambient) & 0x1FFF;
        celsius = (raw >= 0x1000 ? raw - 0x2000 : raw) / 16.0;
        problem = celsius is < -40 or > 125 ? "is out of its range of -40 to 125 C" : "";
        return problem.Length == 0;
    }
}
