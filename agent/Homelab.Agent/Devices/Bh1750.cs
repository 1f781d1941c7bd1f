using System.Buffers.Binary;
using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>ROHM BH1750FVI: light (data sheet, 2011.11 rev D). It has no id and no checksum.</summary>
public sealed class Bh1750(I2cDevice device, Pause pause)
{
    private enum Command : byte
    {
        /// <summary>One measurement of steps of 1 lx, then it sleeps.</summary>
        MeasureOnce = 0x20,
    }

    /// <summary>The longest of such a measurement.</summary>
    private static readonly TimeSpan s_measures = TimeSpan.FromMilliseconds(180);

    private const double StepsPerLux = 1.2;

    public bool TryRead(out double lux, out string problem)
    {
        device.WriteByte((byte)Command.MeasureOnce);
        pause(s_measures);
        Span<byte> bytes = stackalloc byte[2];
        device.Read(bytes);
        var raw = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        lux = raw / StepsPerLux;
        problem = raw == ushort.MaxValue ? "is out of its range, or gone: all bits are set" : "";
        return problem.Length == 0;
    }
}
