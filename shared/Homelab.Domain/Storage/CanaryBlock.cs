using System.Buffers.Binary;

namespace Homelab.Domain.Storage;

/// <summary>What a block of a canary turned out to be.</summary>
public enum CanaryFinding
{
    AsWritten,

    /// <summary>Whole, and of another writing of the same block: an older copy was put back.</summary>
    OtherCopy,

    /// <summary>Anything else: bits flipped, or something foreign.</summary>
    Damaged,
}

/// <summary>
/// A block of a canary. Its content follows from where it stands and in which writing, so that every byte can be held against what it has to be, and a block that is whole says of which writing it is.
/// </summary>
public static class CanaryBlock
{
    public const int Bytes = 4096;

    private const int HeaderBytes = 24;

    private static ReadOnlySpan<byte> Magic => "HLcanary"u8;

    /// <param name="sequence">Which writing of the canaries, from 1.</param>
    public static void Fill(Span<byte> block, long sequence, int file, int number)
    {
        Magic.CopyTo(block);
        BinaryPrimitives.WriteInt64LittleEndian(block[8..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(block[16..], file);
        BinaryPrimitives.WriteInt32LittleEndian(block[20..], number);
        var state = unchecked((ulong)sequence * 0x9E3779B97F4A7C15 ^ ((ulong)(uint)file << 32 | (uint)number) * 0xD1B54A32D192ED03);
        for (var at = HeaderBytes; at < Bytes; at += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(block[at..], Next(ref state));
        }
    }

    /// <param name="scratch">Room for one block.</param>
    public static CanaryFinding Judge(ReadOnlySpan<byte> block, long sequence, int file, int number, Span<byte> scratch)
    {
        Fill(scratch, sequence, file, number);
        if (block.SequenceEqual(scratch))
        {
            return CanaryFinding.AsWritten;
        }

        if (block.Length < Bytes)
        {
            return CanaryFinding.Damaged;
        }

        Fill(scratch, BinaryPrimitives.ReadInt64LittleEndian(block[8..]), file, number);
        return block.SequenceEqual(scratch) ? CanaryFinding.OtherCopy : CanaryFinding.Damaged;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014): no compression finds anything in it.</summary>
    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ state >> 30) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
            return mixed ^ mixed >> 31;
        }
    }
}
