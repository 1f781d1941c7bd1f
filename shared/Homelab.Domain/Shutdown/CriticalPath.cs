namespace Homelab.Domain.Shutdown;

/// <summary>The longest chain of stops, one waiting for the other.</summary>
internal static class CriticalPath
{
    public static TimeSpan Length(StopGraph graph, IReadOnlyDictionary<string, TimeSpan> durations)
    {
        var chains = new Dictionary<string, TimeSpan>();
        foreach (var node in graph.NeedsFirst())
        {
            chains[node] = durations[node] + graph.NeedsOf(node).Select(edge => chains[edge.To]).DefaultIfEmpty().Max();
        }

        return chains.Values.DefaultIfEmpty().Max();
    }
}
