using System.Buffers.Binary;
using System.Device.I2c;

namespace Homelab.Agent.Devices;

/// <summary>
/// onsemi LC709203F, a fuel gauge of one lithium cell (data sheet LC709203F/D). It checks each transfer, addresses included, and is left in the settings that it has:
/// with the capacity of its cell not declared to it, the charge is a rough one.
/// </summary>
public sealed class Lc709203f(I2cDevice device)
{
    private enum Register : byte
    {
        CellVoltage = 0x09,
        IndicatorToEmpty = 0x0F,
        PowerMode = 0x15,
    }

    private const byte Polynomial = 0x07;
    private const ushort Operational = 1;

    public bool TryRead(out FuelGaugeReading reading, out string problem)
    {
        reading = default;
        if (!TryWord(Register.PowerMode, out var mode) || !TryWord(Register.CellVoltage, out var millivolts) || !TryWord(Register.IndicatorToEmpty, out var thousandths))
        {
            problem = "answers with a wrong checksum";
            return false;
        }

        if (mode != Operational)
        {
            Wake();
            problem = "slept, and is woken now";
            return false;
        }

        reading = new(millivolts / 1000.0, thousandths / 1000.0);
        problem = reading.Volts is < 1 or > 6 ? "has no cell" : reading.Charge > 1 ? "tells a charge of more than 100 %" : "";
        return problem.Length == 0;
    }

    private bool TryWord(Register register, out ushort value)
    {
        Span<byte> answer = stackalloc byte[3];
        device.Read((byte)register, answer);
        value = BinaryPrimitives.ReadUInt16LittleEndian(answer);
        var address = device.ConnectionSettings.DeviceAddress;
        return Crc8.Of([(byte)(address << 1), (byte)register, (byte)((address << 1) | 1), answer[0], answer[1]], Polynomial, 0) == answer[2];
    }

    private void Wake()
    {
        ReadOnlySpan<byte> written = [(byte)(device.ConnectionSettings.DeviceAddress << 1), (byte)Register.PowerMode, Operational & 0xFF, Operational >> 8];
        device.Write([.. written[1..], Crc8.Of(written, Polynomial, 0)]);
    }
}
