using System.Buffers.Binary;
using System.Numerics;

namespace Homelab.Coordinator.Readings;

/// <summary>
/// Points of one series, packed as they come: times in milliseconds as zigzag varints of the change of their distance, values as the
/// bytes in which they differ from the one before. A steady series takes two to four bytes a point. Points out of order are allowed.
/// </summary>
internal sealed class PackedColumn
{
    private byte[] _bytes = new byte[32];
    private int _length;
    private long _lastTime;
    private long _lastDistance;
    private ulong _lastBits;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public static PackedColumn Of(IEnumerable<(long WallMs, double Value)> points)
    {
        var column = new PackedColumn();
        foreach (var (time, value) in points)
        {
            column.Add(time, value);
        }

        return column;
    }

    public void Add(long wallMs, double value)
    {
        const int mostBytes = 10 + 1 + sizeof(ulong);
        if (_length + mostBytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        var distance = wallMs - _lastTime;
        WriteVarint(ZigZag(distance - _lastDistance));
        (_lastTime, _lastDistance) = (wallMs, distance);

        var bits = BitConverter.DoubleToUInt64Bits(value);
        WriteDifference(bits ^ _lastBits);
        _lastBits = bits;
        Count++;
    }

    /// <summary>Reads as far as the bytes make sense; they come from a document whose checksum was right.</summary>
    public static List<(long WallMs, double Value)> Read(ReadOnlySpan<byte> bytes)
    {
        var points = new List<(long, double)>();
        long time = 0, distance = 0;
        ulong bits = 0;
        while (TryReadVarint(ref bytes, out var change) && !bytes.IsEmpty)
        {
            distance += UnZigZag(change);
            time += distance;
            var (low, count) = (bytes[0] >> 4, bytes[0] & 0xF);
            if (count > sizeof(ulong) || low + count > sizeof(ulong) || bytes.Length <= count)
            {
                break;
            }

            ulong difference = 0;
            for (var i = 0; i < count; i++)
            {
                difference |= (ulong)bytes[1 + i] << (8 * (low + i));
            }

            bits ^= difference;
            bytes = bytes[(1 + count)..];
            points.Add((time, BitConverter.UInt64BitsToDouble(bits)));
        }

        return points;
    }

    /// <summary>One byte says how many low bytes are zero and how many follow; then those.</summary>
    private void WriteDifference(ulong difference)
    {
        var low = difference == 0 ? 0 : BitOperations.TrailingZeroCount(difference) / 8;
        var count = difference == 0 ? 0 : 8 - low - BitOperations.LeadingZeroCount(difference) / 8;
        _bytes[_length++] = (byte)(low << 4 | count);
        Span<byte> all = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(all, difference);
        all.Slice(low, count).CopyTo(_bytes.AsSpan(_length));
        _length += count;
    }

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes[_length++] = (byte)(value | 0x80);
        }

        _bytes[_length++] = (byte)value;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private static ulong ZigZag(long value) => (ulong)(value << 1 ^ value >> 63);

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
