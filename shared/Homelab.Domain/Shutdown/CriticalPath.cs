namespace Homelab.Domain.Shutdown;

/// <summary>The longest chain of stops, one waiting for the other.</summary>
internal static class CriticalPath
{
    public static TimeSpan Length(StopGraph graph, IReadOnlyDictionary<string, TimeSpan> durations, Func<string, bool>? counts = null)
    {
        var chains = new Dictionary<string, TimeSpan>();
        var longest = TimeSpan.Zero;
        foreach (var node in graph.NeedsFirst())
        {
            var own = counts is null || counts(node) ? durations[node] : TimeSpan.Zero;
            chains[node] = own + graph.NeedsOf(node).Select(edge => chains[edge.To]).DefaultIfEmpty().Max();
            longest = chains[node] > longest ? chains[node] : longest;
        }

        return longest;
    }
}
