namespace Homelab.Domain.Lab;

/// <summary>Which keys of a file say something else than before: names only, as many as are read at night.</summary>
public static class KeyChanges
{
    private const int NamesAtMost = 6;
    private const int DigestCharacters = 16;

    /// <summary>Two values can be compared by it, and neither is kept.</summary>
    public static string Digest(string value) => TextDigest.Of(value)[..DigestCharacters];

    /// <summary>Such as "1 new (nodes.nas2), 2 changed (mode, nodes.nas.stop)"; empty where each key says what it said.</summary>
    /// <param name="former">Digests of the values, by paths such as nodes.nas.stop.</param>
    public static string Words(IReadOnlyDictionary<string, string> former, IReadOnlyDictionary<string, string> present) => string.Join(", ", new[]
    {
        Part("new", Entries(present, former)),
        Part("gone", Entries(former, present)),
        Part("changed", present.Where(key => former.TryGetValue(key.Key, out var before) && before != key.Value).Select(key => key.Key)),
    }.Where(part => part.Length > 0));

    /// <summary>What only one of the two has; an entry that is there as a whole is one, and not each of its keys.</summary>
    private static IEnumerable<string> Entries(IReadOnlyDictionary<string, string> of, IReadOnlyDictionary<string, string> other)
    {
        var known = other.Keys.SelectMany(Paths).ToHashSet(StringComparer.Ordinal);
        return of.Keys.Where(key => !other.ContainsKey(key)).Select(key => Paths(key).FirstOrDefault(path => !known.Contains(path), key)).Distinct();
    }

    /// <summary>Of nodes.nas.stop: nodes, nodes.nas and itself.</summary>
    private static IEnumerable<string> Paths(string key)
    {
        for (var dot = key.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = key.IndexOf('.', dot + 1))
        {
            yield return key[..dot];
        }

        yield return key;
    }

    private static string Part(string word, IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToList();
        var more = all.Count > NamesAtMost ? $" and {all.Count - NamesAtMost} more" : "";
        return all.Count == 0 ? "" : $"{all.Count} {word} ({string.Join(", ", all.Take(NamesAtMost))}{more})";
    }
}
