using System.Buffers.Binary;
using System.Numerics;

namespace Homelab.Store;

/// <summary>CRC-32C (Castagnoli, RFC 3720 appendix B.4), by the processor's instruction where it has one.</summary>
public static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Continue(uint.MaxValue, bytes);

    /// <summary>The checksum of a number followed by bytes, so that a record's place is covered with its content.</summary>
    public static uint Of(ulong prefix, ReadOnlySpan<byte> bytes) => ~Continue(BitOperations.Crc32C(uint.MaxValue, prefix), bytes);

    private static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }
}
