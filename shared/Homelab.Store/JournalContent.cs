namespace Homelab.Store;

/// <summary>What a journal's bytes say.</summary>
/// <param name="Records">Payloads, oldest first.</param>
/// <param name="Damaged">Records that were written whole once and can no longer be read; a torn tail does not count.</param>
/// <param name="HasTornTail">The last append was cut short by a crash: it never counted as written.</param>
public sealed record JournalContent(IReadOnlyList<byte[]> Records, int Damaged, bool HasTornTail)
{
    internal int EndOffset { get; private init; }

    internal uint LastNumber { get; private init; }

    internal static JournalContent Of(ReadOnlySpan<byte> bytes)
    {
        var records = new List<byte[]>();
        var damaged = 0;
        uint last = 0;
        var end = 0;
        for (var offset = 0; offset + JournalRecord.HeaderBytes <= bytes.Length;)
        {
            if (!JournalRecord.TryDecode(bytes[offset..], last, out var number, out var payload))
            {
                // A record after this point means damage in the middle; none means that this is the end.
                offset += 8;
                continue;
            }

            damaged += (int)Math.Min(number - last - 1, int.MaxValue - damaged);
            last = number;
            records.Add(payload.ToArray());
            offset += JournalRecord.SizeOf(payload.Length);
            end = offset;
        }

        return new JournalContent(records, damaged, bytes[end..].ContainsAnyExcept((byte)0)) { EndOffset = end, LastNumber = last };
    }
}
