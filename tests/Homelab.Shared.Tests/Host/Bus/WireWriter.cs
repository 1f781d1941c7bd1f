using System.Buffers.Binary;
using System.Text;

namespace Homelab.Shared.Tests.Host.Bus;

/// <summary>Marshals the few D-Bus types that the played services answer with (D-Bus specification, "Marshaling"), little endian.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public WireWriter Align(int boundary)
    {
        while (_bytes.Count % boundary != 0)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public WireWriter Octet(byte value)
    {
        _bytes.Add(value);
        return this;
    }

    public WireWriter Number(uint value)
    {
        Align(4);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public WireWriter LongNumber(ulong value)
    {
        Align(8);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public WireWriter Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Number((uint)bytes.Length);
        _bytes.AddRange(bytes);
        return Octet(0);
    }

    public WireWriter Signature(string value)
    {
        Octet((byte)value.Length);
        _bytes.AddRange(Encoding.ASCII.GetBytes(value));
        return Octet(0);
    }

    /// <summary>An array of structs or other elements aligned to eight bytes.</summary>
    public WireWriter Array(Action<WireWriter> elements)
    {
        Align(4);
        var lengthAt = _bytes.Count;
        Number(0);
        Align(8);
        var start = _bytes.Count;
        elements(this);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)(_bytes.Count - start));
        for (var i = 0; i < 4; i++)
        {
            _bytes[lengthAt + i] = length[i];
        }

        return this;
    }

    public WireWriter Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }
}
