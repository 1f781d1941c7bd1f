using System.Collections.Immutable;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Storage;
using Homelab.Coordinator.Thermal;
using Homelab.Domain;
using Homelab.Domain.Health;
using Homelab.Host;

namespace Homelab.Coordinator.Health;

/// <summary>Gathers what is known now and has it assessed. Every call looks afresh: health is never stored.</summary>
public sealed class HealthBoard(
    ILabInForce lab, FleetState fleet, FeedBoard feeds, MaintenanceBook maintenance, KnockBoard knocks, StoppedNodes stopped, StorageBoard storage, HeatBoard heat, IOutageSource outages,
    TimeProvider clock)
{
    public LabSight Look()
    {
        var current = lab.Current;
        var now = clock.Now();
        var stops = stopped.Reasons();
        return new LabSight
        {
            Lab = current,
            Feeds = feeds.Current,
            Nodes = current.Nodes.ToImmutableDictionary(node => node.Name, node => StateOf(node.Name, stops, now)),
            StandsDown = outages.StandsDown,
            Now = now,
        };
    }

    public LabAssessment Assess() => LabHealth.Assess(Look());

    private NodeState StateOf(string node, IReadOnlyDictionary<string, StopReason> stops, Moment now)
    {
        var agent = fleet.Of(node);
        return new NodeState
        {
            Node = node,
            LastHeard = agent.LastHeard,
            MaintenanceLeft = maintenance.Until(node) - clock.GetUtcNow(),
            ProbeAnswers = knocks.Of(node),
            StoppedBy = stops.TryGetValue(node, out var stop) && stop.Explains(agent.LastHeard, now, clock.GetUtcNow()) ? stop.Sentence : "",
            Units = [.. (agent.Report?.Units ?? []).Select(unit => new UnitCondition(unit.Name, unit.LoadState, unit.ActiveState, unit.SubState))],
            Storage = storage.Assess(node),
            Heat = heat.Of(node),
            FailedCollectors =
            [
                .. (agent.Report?.Collectors ?? [])
                    .Where(collector => collector.Outcome is "failed" or "timed_out")
                    .Select(collector => $"{collector.Name}: {(collector.Detail.Length > 0 ? collector.Detail : collector.Outcome.Replace('_', ' '))}"),
            ],
        };
    }
}
