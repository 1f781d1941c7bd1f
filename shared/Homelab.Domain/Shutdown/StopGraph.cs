using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>Edges between stopping nodes, kept free of cycles by refusing the edge that would close one.</summary>
public sealed class StopGraph
{
    private readonly Dictionary<string, Dictionary<string, StopEdge>> _needs = [];
    private readonly Dictionary<string, HashSet<string>> _dependents = [];

    public StopGraph(IEnumerable<string> nodes)
    {
        foreach (var node in nodes)
        {
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

    /// <summary>False where the edge would close a cycle. An edge that is there already keeps its stronger reason.</summary>
    public bool TryAdd(StopEdge edge)
    {
        var known = _needs[edge.From];
        if (known.TryGetValue(edge.To, out var present))
        {
            if (edge.Strength > present.Strength)
            {
                known[edge.To] = edge;
            }

            return true;
        }

        if (edge.From == edge.To || Reaches(edge.To, edge.From))
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
    public ImmutableArray<string> NeedsFirst()
    {
        var order = ImmutableArray.CreateBuilder<string>(_needs.Count);
        var waiting = _needs.ToDictionary(pair => pair.Key, pair => pair.Value.Count);
        var ready = new Queue<string>(waiting.Where(pair => pair.Value == 0).Select(pair => pair.Key).Order(StringComparer.Ordinal));
        while (ready.TryDequeue(out var node))
        {
            order.Add(node);
            foreach (var dependent in _dependents[node].Order(StringComparer.Ordinal))
            {
                if (--waiting[dependent] == 0)
                {
                    ready.Enqueue(dependent);
                }
            }
        }

        return order.ToImmutable();
    }

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out var node))
        {
            if (node == to)
            {
                return true;
            }

            if (seen.Add(node))
            {
                foreach (var next in _needs[node].Keys)
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }
}
