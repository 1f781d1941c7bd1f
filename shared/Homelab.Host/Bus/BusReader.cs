using System.Runtime.InteropServices;
using System.Text;

namespace Homelab.Host.Bus;

/// <summary>
/// Reads an answer from front to end. The first mismatch makes it <see cref="IsMalformed"/>, and everything after reads as empty, so
/// that callers need no check a line.
/// </summary>
public sealed class BusReader
{
    private const byte Array = (byte)'a';
    private const byte Struct = (byte)'r';
    private const byte Variant = (byte)'v';

    private readonly MessageHandle _message;

    internal BusReader(MessageHandle message) => _message = message;

    public bool IsMalformed { get; private set; }

    public string Text() => Encoding.UTF8.GetString(TextBytes());

    /// <summary>UTF-8 in the message's own memory: valid until the answer has been read.</summary>
    public ReadOnlySpan<byte> TextBytes()
    {
        var pointer = Basic((byte)'s');
        unsafe
        {
            return pointer == 0 ? [] : MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)pointer);
        }
    }

    public bool Flag() => (int)Basic((byte)'b') != 0;

    public uint Number() => (uint)Basic((byte)'u');

    public ulong LongNumber() => (ulong)Basic((byte)'t');

    /// <summary>Passes over values of these complete D-Bus types.</summary>
    public void Skip(string types)
    {
        if (!IsMalformed && SdBus.Skip(_message, types) < 0)
        {
            IsMalformed = true;
        }
    }

    public bool EnterVariant(string contents) => Enter(Variant, contents);

    public bool EnterArray(string contents) => Enter(Array, contents);

    /// <summary>False at the end of the array around it.</summary>
    public bool EnterStruct(string contents) => Enter(Struct, contents);

    public void Exit()
    {
        if (!IsMalformed && SdBus.ExitContainer(_message) < 0)
        {
            IsMalformed = true;
        }
    }

    private bool Enter(byte type, string contents)
    {
        if (IsMalformed)
        {
            return false;
        }

        var entered = SdBus.EnterContainer(_message, type, contents);
        IsMalformed = entered < 0;
        return entered > 0;
    }

    private nint Basic(byte type)
    {
        if (IsMalformed)
        {
            return 0;
        }

        var read = SdBus.ReadBasic(_message, type, out var value);
        if (read <= 0)
        {
            IsMalformed = true;
            return 0;
        }

        return value;
    }
}
