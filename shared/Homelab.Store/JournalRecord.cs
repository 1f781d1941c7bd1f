using System.Buffers.Binary;

namespace Homelab.Store;

/// <summary>
/// One record of a journal on disk, little endian: magic, length, number, CRC-32C over number and payload, payload, zeros up to
/// eight bytes. The number rises by one, so that a lost record is seen; the magic lets a reader find the next after a damaged one.
/// </summary>
internal static class JournalRecord
{
    public const int HeaderBytes = 16;
    public const int MaximumPayloadBytes = 1 << 20;

    private const uint Magic = 0x4A4C_4D48;

    public static int SizeOf(int payloadBytes) => (HeaderBytes + payloadBytes + 7) & ~7;

    public static byte[] Encode(uint number, ReadOnlySpan<byte> payload)
    {
        var record = new byte[SizeOf(payload.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(record, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), number);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12), Crc32C.Of(number, payload));
        payload.CopyTo(record.AsSpan(HeaderBytes));
        return record;
    }

    /// <summary>False where no whole record with a higher number than <paramref name="after"/> stands at the start of the span.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, uint after, out uint number, out ReadOnlySpan<byte> payload)
    {
        number = 0;
        payload = default;
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (length is < 0 or > MaximumPayloadBytes || length > bytes.Length - HeaderBytes)
        {
            return false;
        }

        number = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        payload = bytes.Slice(HeaderBytes, length);
        return number > after && Crc32C.Of(number, payload) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
    }
}
