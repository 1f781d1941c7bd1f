using Homelab.Coordinator.Readings;

namespace Homelab.Coordinator.Api;

/// <summary>How busy a node's processors were between its last two readings: counters mean nothing by themselves.</summary>
internal sealed class CpuUse
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Held> _nodes = [];

    /// <summary>0 to 1; null before two rounds have come.</summary>
    public double? Ratio(string node, IEnumerable<LatestReading> modes)
    {
        var (idle, total, at) = Sum(modes);
        lock (_gate)
        {
            if (!_nodes.TryGetValue(node, out var held) || total < held.Total || idle < held.Idle)
            {
                // New, or the counters began again with a boot.
                _nodes[node] = new Held(idle, total, at, null);
                return null;
            }

            if (at > held.At && total > held.Total)
            {
                held = new Held(idle, total, at, Math.Clamp(1 - (idle - held.Idle) / (total - held.Total), 0, 1));
                _nodes[node] = held;
            }

            return at == 0 ? null : held.Ratio;
        }
    }

    private static (double Idle, double Total, long At) Sum(IEnumerable<LatestReading> modes)
    {
        double idle = 0, total = 0;
        var at = 0L;
        foreach (var reading in modes)
        {
            var isIdle = reading.Series.Labels.Any(label => label is { Key: "mode", Value: "idle" or "iowait" });
            idle += isIdle ? reading.Value : 0;
            total += reading.Value;
            at = Math.Max(at, reading.WallMs);
        }

        return (idle, total, at);
    }

    private sealed record Held(double Idle, double Total, long At, double? Ratio);
}
