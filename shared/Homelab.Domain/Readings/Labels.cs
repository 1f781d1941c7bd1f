using System.Collections;

namespace Homelab.Domain.Readings;

/// <summary>Label pairs sorted by name, equal by content.</summary>
public sealed class Labels : IReadOnlyList<KeyValuePair<string, string>>, IEquatable<Labels>
{
    public static readonly Labels None = new([]);

    private readonly KeyValuePair<string, string>[] _pairs;
    private readonly int _hash;

    private Labels(KeyValuePair<string, string>[] pairs)
    {
        _pairs = pairs;
        var hash = new HashCode();
        foreach (var (name, value) in pairs)
        {
            hash.Add(name);
            hash.Add(value);
        }

        _hash = hash.ToHashCode();
    }

    public int Count => _pairs.Length;

    public KeyValuePair<string, string> this[int index] => _pairs[index];

    public static Labels Of(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        if (pairs.IsEmpty)
        {
            return None;
        }

        var sorted = new KeyValuePair<string, string>[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            sorted[i] = new(pairs[i].Name, pairs[i].Value);
        }

        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return new Labels(sorted);
    }

    public static Labels From(IEnumerable<KeyValuePair<string, string>> pairs) =>
        Of([.. pairs.Select(pair => (pair.Key, pair.Value))]);

    public bool Equals(Labels? other) => other is not null && _hash == other._hash && _pairs.AsSpan().SequenceEqual(other._pairs);

    public override bool Equals(object? obj) => Equals(obj as Labels);

    public override int GetHashCode() => _hash;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Prometheus's text form, such as <c>{device="sda"}</c>; empty without labels.</summary>
    public override string ToString() =>
        Count == 0 ? "" : "{" + string.Join(",", _pairs.Select(pair => $"{pair.Key}=\"{pair.Value}\"")) + "}";
}
