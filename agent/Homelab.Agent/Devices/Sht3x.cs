using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>Sensirion SHT30, SHT31 and SHT35: temperature and humidity (data sheet SHT3x-DIS, version 7).</summary>
public sealed class Sht3x(I2cDevice device, Pause pause)
{
    private enum Command : ushort
    {
        /// <summary>One measurement of high repeatability, without holding the clock.</summary>
        Measure = 0x2400,
    }

    /// <summary>The longest of such a measurement (table 4).</summary>
    private static readonly TimeSpan s_measures = TimeSpan.FromMilliseconds(16);

    public bool TryRead(out ClimateReading reading, out string problem)
    {
        reading = default;
        device.Write([(byte)((ushort)Command.Measure >> 8), unchecked((byte)Command.Measure)]);
        pause(s_measures);
        Span<byte> answer = stackalloc byte[6];
        device.Read(answer);
        if (!SensirionCrc.TryWords(answer, out var temperature, out var humidity))
        {
            problem = "answers with a wrong checksum";
            return false;
        }

        // 4.13.
        reading = new(-45 + 175.0 * temperature / ushort.MaxValue, (double)humidity / ushort.MaxValue);
        problem = "";
        return true;
    }
}
