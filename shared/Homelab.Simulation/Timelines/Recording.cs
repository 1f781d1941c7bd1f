using System.Collections.Immutable;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Timelines;

/// <summary>Follows batteries and nodes once a second, for the picture.</summary>
public sealed class Recording
{
    private readonly SortedDictionary<string, List<(TimeSpan At, double Charge, bool OnBattery)>> _feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(TimeSpan From, TimeSpan To, MachinePhase Phase)>> _nodes = [];

    public ImmutableArray<FeedCurve> Feeds => [.. _feeds.Select(feed => new FeedCurve(feed.Key, feed.Value))];

    public ImmutableArray<NodeBar> Nodes => [.. _nodes.Select(node => new NodeBar(node.Key, node.Value))];

    internal void Look(SimulatedLab lab)
    {
        if (lab.Elapsed < TimeSpan.Zero)
        {
            return;
        }

        foreach (var ups in lab.Grid.Upses.Values)
        {
            var points = _feeds.TryGetValue(ups.Name, out var known) ? known : _feeds[ups.Name] = [];
            points.Add((lab.Elapsed, ups.Charge, !ups.HasMains));
        }

        foreach (var machine in lab.Machines.Values)
        {
            var parts = _nodes.TryGetValue(machine.Name, out var known) ? known : _nodes[machine.Name] = [];
            if (parts.Count > 0 && parts[^1].Phase == machine.Phase)
            {
                parts[^1] = (parts[^1].From, lab.Elapsed, machine.Phase);
            }
            else
            {
                var from = parts.Count > 0 ? parts[^1].To : lab.Elapsed;
                parts.Add((from, lab.Elapsed, machine.Phase));
            }
        }
    }
}
