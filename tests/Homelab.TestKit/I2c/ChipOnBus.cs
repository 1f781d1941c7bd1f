using System.Device.I2c;

namespace Homelab.TestKit.I2c;

/// <summary>What is wrong with a chip or its bus.</summary>
public enum BusFault
{
    None,

    /// <summary>Nobody acknowledges the address.</summary>
    Nack,

    /// <summary>Something holds a line down: the kernel gives up after a while.</summary>
    Stuck,

    /// <summary>It answers, with whatever stood on the lines.</summary>
    Garbage,

    /// <summary>The lines are pulled up and nobody pulls them down: all bits are set.</summary>
    AllOnes,
}

/// <summary>
/// A chip at the level of its registers: a written number points at one, further bytes are written there, and a read begins there. What its registers hold comes
/// from a data sheet.
/// </summary>
/// <param name="pointerBytes">Of the number that selects a register or is a command; zero for a chip that has one port only.</param>
/// <param name="autoIncrement">A read goes on into the next register; else the same block of bytes is all there is.</param>
public sealed class ChipOnBus(int pointerBytes = 1, bool autoIncrement = false, int bus = 1, int address = 0x40) : I2cDevice
{
    private readonly Dictionary<int, byte[]> _registers = [];
    private readonly Random _garbage = new(20261125);
    private int _pointer;

    public BusFault Fault { get; set; }

    /// <summary>Called when the bus is stuck, for the time that the kernel takes to give up.</summary>
    public Action WhileStuck { get; set; } = static () => { };

    /// <summary>Called with each write, after it took effect.</summary>
    public Action<byte[]> Written { get; set; } = static _ => { };

    /// <summary>A register that keeps what it has whatever is written, as of another chip.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>It acknowledges no read: it has not finished what it was told.</summary>
    public bool IsBusy { get; set; }

    public int Transfers { get; private set; }

    public bool IsDisposed { get; private set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(bus, address);

    public ChipOnBus With(int register, params byte[] bytes)
    {
        _registers[register] = bytes;
        return this;
    }

    /// <summary>A 16-bit register, the high byte first.</summary>
    public ChipOnBus WithWord(int register, int value) => With(register, (byte)(value >> 8), (byte)value);

    public byte[] Register(int register) => _registers[register];

    public override void Read(Span<byte> buffer)
    {
        Meet();
        if (IsBusy)
        {
            throw new IOException("Error 121 performing I2C data transfer.");
        }

        if (Fault is BusFault.Garbage or BusFault.AllOnes)
        {
            Fill(buffer);
            return;
        }

        var register = _pointer;
        for (var filled = 0; filled < buffer.Length;)
        {
            // What no chip has reads as ones: nobody pulls the line down.
            var block = _registers.GetValueOrDefault(register, [0xFF]);
            foreach (var value in block.Take(buffer.Length - filled))
            {
                buffer[filled++] = value;
            }

            register += autoIncrement ? block.Length : 0;
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Meet();
        if (buffer.Length >= pointerBytes && pointerBytes > 0)
        {
            _pointer = pointerBytes == 1 ? buffer[0] : (buffer[0] << 8) | buffer[1];
        }

        if (!IsReadOnly && buffer.Length > pointerBytes)
        {
            Put(buffer[pointerBytes..]);
        }

        Written(buffer.ToArray());
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (!autoIncrement || (_registers.TryGetValue(_pointer, out var block) && block.Length >= bytes.Length))
        {
            var whole = _registers.GetValueOrDefault(_pointer, []).ToArray();
            Array.Resize(ref whole, Math.Max(whole.Length, bytes.Length));
            bytes.CopyTo(whole);
            _registers[_pointer] = whole;
            return;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            _registers[_pointer + i] = [bytes[i]];
        }
    }

    private void Meet()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Transfers++;
        if (Fault == BusFault.Stuck)
        {
            WhileStuck();
            throw new IOException("Error 110 performing I2C data transfer.");
        }

        if (Fault == BusFault.Nack)
        {
            throw new IOException("Error 121 performing I2C data transfer.");
        }
    }

    private void Fill(Span<byte> buffer)
    {
        if (Fault == BusFault.AllOnes)
        {
            buffer.Fill(0xFF);
        }
        else
        {
            _garbage.NextBytes(buffer);
        }
    }
}
