using Homelab.Domain;
using Homelab.Domain.Readings;

namespace Homelab.Agent.Outbox;

/// <summary>A series under its number in this process. Numbers are never used again.</summary>
internal sealed class KnownSeries(uint number, Series series)
{
    public uint Number { get; } = number;

    public Series Series { get; } = series;

    public Moment LastSeen { get; set; }
}

/// <summary>
/// Gives each series its number and holds it once in memory. Bounded: when full, series that were not seen for an hour make room
/// (a lab with containers makes new interface names all day), and otherwise a new one is refused.
/// </summary>
internal sealed class SeriesTable(int limit)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly Dictionary<Series, KnownSeries> _known = [];
    private uint _last;

    /// <summary>Null where the table is full.</summary>
    public KnownSeries? Find(Series series, Moment now)
    {
        if (!_known.TryGetValue(series, out var known))
        {
            if (_known.Count >= limit && !MakeRoom(now))
            {
                return null;
            }

            known = new KnownSeries(++_last, series);
            _known.Add(series, known);
        }

        known.LastSeen = now;
        return known;
    }

    /// <summary>For what an outbox brings back: taken whatever the limit says, since the file's quota bounds it.</summary>
    public KnownSeries Take(Series series, Moment now)
    {
        if (!_known.TryGetValue(series, out var known))
        {
            known = new KnownSeries(++_last, series) { LastSeen = now };
            _known.Add(series, known);
        }

        return known;
    }

    private bool MakeRoom(Moment now)
    {
        foreach (var idle in _known.Values.Where(known => now - known.LastSeen > Forgotten).ToList())
        {
            _known.Remove(idle.Series);
        }

        return _known.Count < limit;
    }
}
