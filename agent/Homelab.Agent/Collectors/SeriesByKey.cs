using System.Text;
using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>
/// The series of each device, made once and kept while the device is seen, so that a round makes no labels. A device that one round did
/// not ask for is forgotten at the round's end.
/// </summary>
internal sealed class SeriesByKey(Func<string, Series[]> make)
{
    private const int KeyCharactersMax = 512;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _gone = [];
    private int _round;

    public Series[] this[ReadOnlySpan<byte> key]
    {
        get
        {
            Span<char> characters = stackalloc char[KeyCharactersMax];
            if (key.Length > KeyCharactersMax)
            {
                key = key[..KeyCharactersMax];
            }

            return this[characters[..Encoding.UTF8.GetChars(key, characters)]];
        }
    }

    public Series[] this[ReadOnlySpan<char> key]
    {
        get
        {
            var byCharacters = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!byCharacters.TryGetValue(key, out var entry))
            {
                var name = key.ToString();
                entry = new Entry(make(name));
                _entries.Add(name, entry);
            }

            entry.Round = _round;
            return entry.Series;
        }
    }

    public void EndRound()
    {
        foreach (var (key, entry) in _entries)
        {
            if (entry.Round != _round)
            {
                _gone.Add(key);
            }
        }

        foreach (var key in _gone)
        {
            _entries.Remove(key);
        }

        _gone.Clear();
        _round++;
    }

    private sealed class Entry(Series[] series)
    {
        public Series[] Series { get; } = series;

        public int Round { get; set; }
    }
}
