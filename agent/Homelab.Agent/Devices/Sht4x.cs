using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>Sensirion SHT40, SHT41 and SHT45: temperature and humidity (data sheet SHT4x, version 6).</summary>
public sealed class Sht4x(I2cDevice device, Pause pause)
{
    private enum Command : byte
    {
        MeasureHighPrecision = 0xFD,
    }

    /// <summary>The longest of such a measurement (table 5: 8.3 ms).</summary>
    private static readonly TimeSpan s_measures = TimeSpan.FromMilliseconds(10);

    public bool TryRead(out ClimateReading reading, out string problem)
    {
        reading = default;
        device.WriteByte((byte)Command.MeasureHighPrecision);
        pause(s_measures);
        Span<byte> answer = stackalloc byte[6];
        device.Read(answer);
        if (!SensirionCrc.TryWords(answer, out var temperature, out var humidity))
        {
            problem = "answers with a wrong checksum";
            return false;
        }

        // 4.6: the humidity's formula reaches beyond what there is, and is to be cropped.
        reading = new(-45 + 175.0 * temperature / ushort.MaxValue, Math.Clamp(-0.06 + 1.25 * humidity / ushort.MaxValue, 0, 1));
        problem = "";
        return true;
    }
}
