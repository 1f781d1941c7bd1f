using System.Device.I2c;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>A chip that gives the bytes of an input, whatever it is asked, again and again; it refuses where the input says so.</summary>
internal sealed class FuzzedChip(byte[] input, int address) : I2cDevice
{
    /// <summary>Of a driver that waits for a bit which never comes.</summary>
    private const int MostTransfers = 20_000;

    private int _at;
    private int _transfers;

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    public override void Read(Span<byte> buffer)
    {
        Count();
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer[i] = input.Length == 0 ? (byte)0xff : input[_at++ % input.Length];
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Count();

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => Read(readBuffer);

    private void Count()
    {
        if (++_transfers > MostTransfers)
        {
            // None that a talk with a chip catches.
            throw new NotSupportedException("A driver asks for ever.");
        }

        if (_transfers % 97 == 96 && input.Length % 5 == 4)
        {
            throw new IOException("Error 121 performing I2C data transfer.");
        }
    }
}
