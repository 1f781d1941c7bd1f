using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Edges between stopping nodes, kept free of cycles by refusing the edge that would close one. A rank is kept for every node, such that an
/// edge always leads to a higher one (Pearce and Kelly, A Dynamic Topological Sort Algorithm, 2006): most edges then cost no search.
/// </summary>
public sealed class StopGraph
{
    private readonly Dictionary<string, Dictionary<string, StopEdge>> _needs = [];
    private readonly Dictionary<string, HashSet<string>> _dependents = [];
    private readonly Dictionary<string, int> _ranks = [];

    public StopGraph(IEnumerable<string> nodes)
    {
        foreach (var node in nodes)
        {
            _ranks[node] = _needs.Count;
            _needs[node] = [];
            _dependents[node] = [];
        }
    }

    public IEnumerable<string> Nodes => _needs.Keys;

    public IEnumerable<StopEdge> Edges => _needs.Values.SelectMany(edges => edges.Values);

    public bool Contains(string node) => _needs.ContainsKey(node);

    /// <summary>Edges from <paramref name="node"/> to what outlives it.</summary>
    public IReadOnlyCollection<StopEdge> NeedsOf(string node) => _needs[node].Values;

    /// <summary>Nodes that must be off before <paramref name="node"/> stops.</summary>
    public IReadOnlyCollection<string> DependentsOf(string node) => _dependents[node];

    public StopEdge? Between(string from, string to) => _needs[from].GetValueOrDefault(to);

    /// <summary>False where the edge would close a cycle. An edge that is there already keeps its stronger reason.</summary>
    public bool TryAdd(StopEdge edge)
    {
        var known = _needs[edge.From];
        if (known.TryGetValue(edge.To, out var present))
        {
            if (edge.IsStrongerThan(present))
            {
                known[edge.To] = edge;
            }

            return true;
        }

        if (edge.From == edge.To || !MakeRoom(edge.From, edge.To))
        {
            return false;
        }

        known[edge.To] = edge;
        _dependents[edge.To].Add(edge.From);
        return true;
    }

    public void Remove(StopEdge edge)
    {
        _needs[edge.From].Remove(edge.To);
        _dependents[edge.To].Remove(edge.From);
    }

    /// <summary>Nodes with everything that a node needs before the node itself.</summary>
    public ImmutableArray<string> NeedsFirst() => [.. _needs.Keys.OrderByDescending(node => _ranks[node])];

    /// <summary>Every edge on every way down from these nodes: all that can make them start earlier.</summary>
    public IReadOnlyCollection<StopEdge> Below(IEnumerable<string> nodes)
    {
        var seen = new HashSet<string>(nodes);
        var open = new Stack<string>(seen);
        var edges = new List<StopEdge>();
        while (open.TryPop(out var node))
        {
            foreach (var edge in _needs[node].Values)
            {
                edges.Add(edge);
                if (seen.Add(edge.To))
                {
                    open.Push(edge.To);
                }
            }
        }

        return edges;
    }

    /// <summary>The edges of one way from a node to another; empty where none leads there.</summary>
    public IReadOnlyCollection<StopEdge> Way(string from, string to)
    {
        var reachedBy = new Dictionary<string, StopEdge>();
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var node) && node != to)
        {
            foreach (var edge in _needs[node].Values.Where(edge => edge.To != from && reachedBy.TryAdd(edge.To, edge)))
            {
                open.Enqueue(edge.To);
            }
        }

        var way = new List<StopEdge>();
        for (var at = to; reachedBy.TryGetValue(at, out var edge); at = edge.From)
        {
            way.Add(edge);
        }

        return way;
    }

    /// <summary>Moves ranks so that <paramref name="from"/> comes before <paramref name="to"/>; false where a way back forbids it.</summary>
    private bool MakeRoom(string from, string to)
    {
        var (upper, lower) = (_ranks[from], _ranks[to]);
        if (upper < lower)
        {
            return true;
        }

        var above = Search(to, node => _needs[node].Keys, rank => rank <= upper);
        if (above.Contains(from))
        {
            return false;
        }

        var below = Search(from, node => _dependents[node], rank => rank >= lower);
        List<string> moved = [.. below.OrderBy(node => _ranks[node]), .. above.OrderBy(node => _ranks[node])];
        foreach (var (node, rank) in moved.Zip(moved.Select(node => _ranks[node]).Order().ToList()))
        {
            _ranks[node] = rank;
        }

        return true;
    }

    private HashSet<string> Search(string start, Func<string, IEnumerable<string>> neighbours, Func<int, bool> isWithin)
    {
        var seen = new HashSet<string> { start };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var node))
        {
            foreach (var next in neighbours(node))
            {
                if (isWithin(_ranks[next]) && seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return seen;
    }
}
