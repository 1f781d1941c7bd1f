using System.Collections.Concurrent;
using Homelab.Domain;
using Homelab.Domain.Readings;

namespace Homelab.Coordinator.Readings;

/// <summary>The last value of a series.</summary>
/// <param name="WallMs">When it was taken, milliseconds since 1970 UTC.</param>
/// <param name="IsEstimated">The node's clock was not synchronised, and the time is estimated.</param>
/// <param name="Arrived">By the coordinator's own CLOCK_BOOTTIME.</param>
public sealed record LatestReading(Series Series, double Value, long WallMs, bool IsEstimated, Moment Arrived);

/// <summary>The last value of every series of every node, for headlines and metrics. Bounded for each node.</summary>
public sealed class LatestReadings(ReadingsSettings settings)
{
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Series, LatestReading>> _nodes = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Nodes => [.. _nodes.Keys];

    public IReadOnlyCollection<LatestReading> Of(string node) => _nodes.TryGetValue(node, out var series) ? [.. series.Values] : [];

    /// <summary>Null where the node has no such series.</summary>
    public LatestReading? Find(string node, Series series) => _nodes.GetValueOrDefault(node)?.GetValueOrDefault(series);

    /// <summary>Any series of the metric whose labels include these; null where there is none.</summary>
    public LatestReading? Find(string node, string metric, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var wanted = Labels.Of(labels);
        return Of(node).Where(reading => reading.Series.Metric == metric && wanted.All(reading.Series.Labels.Contains))
            .MaxBy(reading => reading.WallMs);
    }

    /// <summary>False where the node has too many series; those idle for an hour make room first.</summary>
    internal bool TryAdd(string node, LatestReading reading)
    {
        var series = _nodes.GetOrAdd(node, _ => new());
        if (series.TryGetValue(reading.Series, out var old))
        {
            if (old.WallMs <= reading.WallMs)
            {
                series[reading.Series] = reading;
            }

            return true;
        }

        if (series.Count >= settings.MaximumSeriesPerNode)
        {
            foreach (var (idle, _) in series.Where(pair => reading.Arrived - pair.Value.Arrived > Idle))
            {
                series.TryRemove(idle, out _);
            }
        }

        return series.Count < settings.MaximumSeriesPerNode && series.TryAdd(reading.Series, reading);
    }
}
