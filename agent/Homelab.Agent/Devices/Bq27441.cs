using System.Buffers.Binary;
using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>TI BQ27441, a fuel gauge of one lithium cell (technical reference SLUUAC9, chapters 4 and 5).</summary>
public sealed class Bq27441(I2cDevice device, Pause pause)
{
    private enum Command : byte
    {
        Control = 0x00,
        Voltage = 0x04,
        AverageCurrent = 0x10,
        StateOfCharge = 0x1C,
    }

    private const ushort DeviceType = 0x0001;
    private const ushort Id = 0x0421;

    /// <summary>66 us between two commands (SLUUAC9 and data sheet 6.8); a millisecond is what a thread can wait for.</summary>
    private static readonly TimeSpan s_betweenCommands = TimeSpan.FromMilliseconds(1);

    private bool _isKnown;

    public bool TryRead(out FuelGaugeReading reading, out double amps, out string problem)
    {
        (reading, amps) = (default, 0);
        if (!_isKnown)
        {
            device.Write([(byte)Command.Control, DeviceType & 0xFF, DeviceType >> 8]);
            pause(s_betweenCommands);
            var id = Word(Command.Control);
            if (id != Id)
            {
                problem = $"is no BQ27441: its type is 0x{id:x4} and not 0x{Id:x4}";
                return false;
            }

            _isKnown = true;
        }

        var charge = Word(Command.StateOfCharge);
        reading = new(Word(Command.Voltage) / 1000.0, charge / 100.0);
        amps = (short)Word(Command.AverageCurrent) / 1000.0;
        problem = charge > 100 ? "tells a charge of more than 100 %" : reading.Volts is < 1 or > 6 ? "has no cell" : "";
        return problem.Length == 0;
    }

    private ushort Word(Command command)
    {
        Span<byte> bytes = stackalloc byte[2];
        device.Read((byte)command, bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }
}
