using Homelab.Coordinator.Readings;
using Homelab.Domain;
using Homelab.Domain.Readings;

namespace Homelab.Coordinator.Api.Metrics;

/// <summary>The newest readings of all nodes, each with the label <c>node</c>: one scrape instead of one for every machine.</summary>
internal static class ReadingMetrics
{
    private const string Node = "node";

    /// <summary>A series that brought nothing for so long has ended, and Prometheus is to see that.</summary>
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(10);

    public static void Write(ExpositionText text, LatestReadings latest, IEnumerable<string> nodes, Moment now)
    {
        var families = nodes
            .SelectMany(node => latest.Of(node).Where(reading => now - reading.Arrived <= Alive).Select(reading => (node, reading)))
            .GroupBy(found => found.reading.Series.Metric, StringComparer.Ordinal)
            .OrderBy(family => family.Key, StringComparer.Ordinal);
        foreach (var family in families)
        {
            // A reading that bears the name of one of the coordinator's own families would spoil the scrape.
            if (!text.TryFamily(family.Key, family.First().reading.Series.Kind == SeriesKind.Counter ? "counter" : "gauge", ""))
            {
                continue;
            }

            foreach (var (node, reading) in family.OrderBy(found => found.node, StringComparer.Ordinal))
            {
                text.Sample(reading.Value, [(Node, node), .. reading.Series.Labels.Select(label => (label.Key == Node ? $"exported_{Node}" : label.Key, label.Value))]);
            }
        }
    }
}
