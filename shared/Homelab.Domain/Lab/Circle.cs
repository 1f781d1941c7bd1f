using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>Finds circles in a graph of names: short ones, no two of which share a name.</summary>
internal static class Circle
{
    /// <summary>Each circle starts at its first name in the order given. Names without a vertex of their own are ignored.</summary>
    public static IEnumerable<ImmutableArray<string>> Find(IEnumerable<string> names, Func<string, IEnumerable<string>> next)
    {
        var order = names.Distinct(StringComparer.Ordinal).ToList();
        var left = Trim(order, next);
        foreach (var start in order)
        {
            if (left.Contains(start) && Shortest(start, left, next) is { } circle)
            {
                left.ExceptWith(circle);
                yield return circle;
            }

            left.Remove(start);
        }
    }

    /// <summary>Such as "a needs b, b needs c and c needs a".</summary>
    public static string Say(ImmutableArray<string> circle, string verb) => Say(circle, (_, _) => verb);

    public static string Say(ImmutableArray<string> circle, Func<string, string, string> verb)
    {
        var parts = circle.Select((name, index) => (From: name, To: circle[(index + 1) % circle.Length])).Select(edge => $"{edge.From} {verb(edge.From, edge.To)} {edge.To}").ToList();
        return parts.Count == 1 ? $"{circle[0]} {verb(circle[0], circle[0])} itself" : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
    }

    /// <summary>What can be taken away end by end lies on no circle.</summary>
    private static HashSet<string> Trim(List<string> order, Func<string, IEnumerable<string>> next)
    {
        var left = order.ToHashSet(StringComparer.Ordinal);
        var before = left.ToDictionary(name => name, _ => new List<string>(), StringComparer.Ordinal);
        var open = left.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        foreach (var name in order)
        {
            foreach (var to in next(name).Where(left.Contains))
            {
                before[to].Add(name);
                open[name]++;
            }
        }

        var ends = new Queue<string>(order.Where(name => open[name] == 0));
        while (ends.TryDequeue(out var end))
        {
            left.Remove(end);
            foreach (var name in before[end].Where(name => --open[name] == 0))
            {
                ends.Enqueue(name);
            }
        }

        return left;
    }

    private static ImmutableArray<string>? Shortest(string start, HashSet<string> within, Func<string, IEnumerable<string>> next)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var name))
        {
            foreach (var to in next(name).Where(within.Contains))
            {
                if (to == start)
                {
                    return Walk(start, name, cameFrom);
                }

                if (cameFrom.TryAdd(to, name))
                {
                    queue.Enqueue(to);
                }
            }
        }

        return null;
    }

    private static ImmutableArray<string> Walk(string start, string last, Dictionary<string, string> cameFrom)
    {
        var circle = new List<string>();
        for (var name = last; name != start; name = cameFrom[name])
        {
            circle.Add(name);
        }

        circle.Add(start);
        circle.Reverse();
        return [.. circle];
    }
}
