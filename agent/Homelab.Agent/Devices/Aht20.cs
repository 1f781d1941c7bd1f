using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>Aosong AHT20: temperature and humidity (data sheet AHT20, version 1.0, 5.3 and 6).</summary>
public sealed class Aht20(I2cDevice device, Pause pause)
{
    private enum Command : byte
    {
        Status = 0x71,
        Calibrate = 0xBE,
        Measure = 0xAC,
    }

    [Flags]
    private enum Status : byte
    {
        Calibrated = 0x08,
        Busy = 0x80,
    }

    private static readonly TimeSpan s_calibrates = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_measures = TimeSpan.FromMilliseconds(80);

    public bool TryRead(out ClimateReading reading, out string problem)
    {
        reading = default;
        var status = (Status)device.ReadByte((byte)Command.Status);
        if (!status.HasFlag(Status.Calibrated))
        {
            device.Write([(byte)Command.Calibrate, 0x08, 0x00]);
            pause(s_calibrates);
        }

        device.Write([(byte)Command.Measure, 0x33, 0x00]);
        pause(s_measures);
        Span<byte> answer = stackalloc byte[7];
        device.Read(answer);
        if (SensirionCrc.Of(answer[..6]) != answer[6])
        {
            problem = "answers with a wrong checksum";
            return false;
        }

        status = (Status)answer[0];
        problem = status.HasFlag(Status.Busy) ? "has not finished its measurement in 80 ms" : !status.HasFlag(Status.Calibrated) ? "says that it is not calibrated" : "";
        var humidity = (answer[1] << 12) | (answer[2] << 4) | (answer[3] >> 4);
        var temperature = ((answer[3] & 0x0F) << 16) | (answer[4] << 8) | answer[5];
        reading = new(temperature * 200.0 / (1 << 20) - 50, (double)humidity / (1 << 20));
        return problem.Length == 0;
    }
}
