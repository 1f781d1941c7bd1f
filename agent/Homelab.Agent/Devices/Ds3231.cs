using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <param name="HasStopped">Its oscillator stood still since somebody set it, so that its time is no time: a dead cell, mostly.</param>
public readonly record struct Ds3231Reading(double Celsius, bool HasStopped);

/// <summary>Maxim DS3231, a clock with a thermometer (data sheet 19-5170 rev 10). The time itself is the kernel's business.</summary>
public sealed class Ds3231(I2cDevice device)
{
    private enum Register : byte
    {
        Seconds = 0x00,
        Status = 0x0F,
        Temperature = 0x11,
    }

    private const byte OscillatorStopped = 0x80;

    /// <summary>Bits that are always clear.</summary>
    private const byte StatusZeros = 0x70;

    public bool TryRead(out Ds3231Reading reading, out string problem)
    {
        reading = default;
        var seconds = device.ReadByte((byte)Register.Seconds);
        var status = device.ReadByte((byte)Register.Status);
        if ((status & StatusZeros) != 0 || (seconds >> 4) > 5 || (seconds & 0x0F) > 9)
        {
            problem = "is no DS3231: its seconds or its status hold bits that it has not";
            return false;
        }

        // Ten bits of quarters of a degree, at the top.
        reading = new(((short)device.ReadWord((byte)Register.Temperature) >> 6) / 4.0, (status & OscillatorStopped) != 0);
        problem = reading.Celsius is < -45 or > 90 ? "is out of its range of -45 to 90 C" : "";
        return problem.Length == 0;
    }
}
