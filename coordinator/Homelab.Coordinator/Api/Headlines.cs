using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Readings;
using Homelab.Host;

namespace Homelab.Coordinator.Api;

/// <summary>The few readings of a node that are worth a line.</summary>
public sealed class Headlines(LatestReadings latest, TimeProvider clock)
{
    /// <summary>What arrived longer ago says nothing of now.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly CpuUse _cpu = new();

    public IReadOnlyList<HeadlineView> Of(string node)
    {
        var now = clock.Now();
        var readings = latest.Of(node).Where(reading => now - reading.Arrived <= Fresh).ToLookup(reading => reading.Series.Metric);
        return [.. All(node, readings).Where(headline => double.IsFinite(headline.Value))];
    }

    private IEnumerable<HeadlineView> All(string node, ILookup<string, LatestReading> readings)
    {
        if (_cpu.Ratio(node, readings["node_cpu_seconds_total"]) is { } busy)
        {
            yield return new("cpu", Math.Round(busy, 3), "ratio");
        }

        if (Only(readings["node_load1"]) is { } load)
        {
            yield return new("load", load, "");
        }

        if (Only(readings["node_memory_MemTotal_bytes"]) is { } total and > 0 && Only(readings["node_memory_MemAvailable_bytes"]) is { } available)
        {
            yield return new("memory", Math.Round(Math.Clamp(1 - available / total, 0, 1), 3), "ratio");
        }

        if (HottestSensor.Of(readings.SelectMany(same => same)) is { } hottest)
        {
            yield return new("temperature", Math.Round(hottest.Value, 1), "celsius");
        }
    }

    private static double? Only(IEnumerable<LatestReading> readings) => readings.FirstOrDefault()?.Value;
}
