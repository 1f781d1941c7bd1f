using CsCheck;
using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>Inputs that are nearly right: kept ones, or new ones of the right form, with a few edits.</summary>
internal static class Mutations
{
    private const int MostBytes = 64 * 1024;

    /// <summary>Where numbers end.</summary>
    private static readonly byte[][] s_numbers =
        [.. new[] { "0", "-1", "1e999", "-0.0", "NaN", "99999999999999999999", "9223372036854775807", "-9223372036854775808", "4294967296", "0x7fffffff", "1e-320", "65536" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    public static Gen<byte[]> Of(Target target, IReadOnlyList<byte[]> seeds)
    {
        byte[][] words = [.. target.Words, .. s_numbers];
        var kept = Gen.Int[0, seeds.Count - 1].Select(index => seeds[index]);
        var spoken = Gen.Int[0, words.Length - 1].Array[0, 24].Select(picked => picked.SelectMany(index => words[index]).ToArray());
        var begin = target.Formed is { } formed ? Gen.OneOf(kept, formed, formed) : Gen.OneOf(kept, kept, spoken);
        var edit = Gen.Select(Gen.Int[0, 6], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Int[0, 40]);
        return Gen.Select(begin, edit.Array[0, 6], (bytes, edits) => edits.Aggregate(bytes, (now, each) => Edited(now, each, words, seeds)));
    }

    private static byte[] Edited(byte[] bytes, (int Kind, int At, int What, int Length) edit, byte[][] words, IReadOnlyList<byte[]> seeds)
    {
        var at = edit.At % (bytes.Length + 1);
        var end = Math.Min(bytes.Length, at + edit.Length);
        byte[] changed = edit.Kind switch
        {
            0 => [.. bytes[..at], .. words[edit.What % words.Length], .. bytes[at..]],
            1 => [.. bytes[..at], .. words[edit.What % words.Length], .. bytes[end..]],
            2 => [.. bytes[..at], .. bytes[end..]],
            3 => [.. bytes[..at], (byte)edit.What, .. bytes[Math.Min(bytes.Length, at + 1)..]],
            4 => [.. bytes[..end], .. bytes[at..]],
            5 => bytes[..at],
            _ => seeds[edit.What % seeds.Count] is var other ? [.. bytes[..at], .. other[(edit.What % (other.Length + 1))..]] : bytes,
        };
        return changed.Length <= MostBytes ? changed : changed[..MostBytes];
    }
}
