using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Readings;

/// <summary>
/// Sequence numbers of one run that have come, as ranges with the wall times (milliseconds since 1970 UTC) of the readings at their
/// ends, so that what lies between two ranges can be told as a gap in time. What is no reading has no time (zero): the nearest that has one counts.
/// </summary>
internal sealed class ReceivedRanges
{
    /// <summary>An agent sends nearly in order; one that tears so many holes is broken or hostile.</summary>
    public const int MaximumRanges = 4096;

    private readonly List<ReceivedRange> _ranges;

    public ReceivedRanges(IEnumerable<ReceivedRange> ranges) => _ranges = [.. ranges.Select(range => range.Clone())];

    public IReadOnlyList<ReceivedRange> Ranges => _ranges;

    public ulong Last => _ranges.Count == 0 ? 0 : _ranges[^1].Last;

    public bool Contains(ulong sequence)
    {
        var at = Find(sequence);
        return at >= 0 && sequence <= _ranges[at].Last;
    }

    public void Add(ulong sequence, long wallMs)
    {
        var at = Find(sequence);
        if (at >= 0 && sequence <= _ranges[at].Last)
        {
            return;
        }

        var follows = at >= 0 && _ranges[at].Last + 1 == sequence;
        var precedes = at + 1 < _ranges.Count && _ranges[at + 1].First == sequence + 1;
        if (follows)
        {
            _ranges[at].Last = sequence;
            _ranges[at].LastWallMs = Known(wallMs, _ranges[at].LastWallMs);
            _ranges[at].FirstWallMs = Known(_ranges[at].FirstWallMs, wallMs);
        }
        else if (precedes)
        {
            _ranges[at + 1].First = sequence;
            _ranges[at + 1].FirstWallMs = Known(wallMs, _ranges[at + 1].FirstWallMs);
            _ranges[at + 1].LastWallMs = Known(_ranges[at + 1].LastWallMs, wallMs);
        }
        else
        {
            _ranges.Insert(at + 1, new ReceivedRange { First = sequence, Last = sequence, FirstWallMs = wallMs, LastWallMs = wallMs });
        }

        if (follows && precedes)
        {
            _ranges[at].Last = _ranges[at + 1].Last;
            _ranges[at].LastWallMs = Known(_ranges[at + 1].LastWallMs, _ranges[at].LastWallMs);
            _ranges[at].FirstWallMs = Known(_ranges[at].FirstWallMs, _ranges[at + 1].FirstWallMs);
            _ranges.RemoveAt(at + 1);
        }
    }

    private static long Known(long wallMs, long otherwise) => wallMs != 0 ? wallMs : otherwise;

    /// <summary>Index of the last range that begins at or before the number, or -1.</summary>
    private int Find(ulong sequence)
    {
        var (low, high) = (0, _ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].First <= sequence)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
