using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Storage;

namespace Homelab.Domain.Health;

/// <summary>Concludes the health of one node.</summary>
public static class NodeHealth
{
    public static HealthAssessment Assess(LabSight sight, NodeConfig node)
    {
        var state = sight.Node(node.Name);
        if (state.IsInMaintenance)
        {
            return Of(HealthState.Maintenance, $"{node.Name} is in maintenance for another {DurationWords.Short(state.MaintenanceLeft!.Value)}", Heard(sight, state));
        }

        if (state.LastHeard is null)
        {
            return Of(HealthState.Unknown, $"{node.Name} was never heard since the coordinator started", [.. Probed(node, state)]);
        }

        return Silence.Of(sight, node.Name) is { } silent ? Silent(sight, node, state, silent) : Present(sight, node, state);
    }

    private static HealthAssessment Silent(LabSight sight, NodeConfig node, NodeState state, TimeSpan silent)
    {
        var nearest = $"{node.Name} is silent for {DurationWords.Short(silent)}";
        if (state.ProbeAnswers == true)
        {
            return Of(HealthState.Degraded, nearest, [.. Probed(node, state), "so the machine runs and its agent does not speak"]);
        }

        if (state.StoppedBy.Length > 0)
        {
            return Of(HealthState.Down, nearest, [$"because {state.StoppedBy}", .. Probed(node, state)]);
        }

        if (Silence.Explanation(sight, node) is { } explanation)
        {
            return Of(HealthState.Unreachable, nearest, [$"because {explanation}", .. Probed(node, state)]);
        }

        return silent > sight.Bounds.DownAfter
            ? Of(HealthState.Down, nearest, ["nothing else explains it", .. Probed(node, state)])
            : Of(HealthState.Degraded, nearest, [$"it counts as down after {DurationWords.Short(sight.Bounds.DownAfter)}", .. Probed(node, state)]);
    }

    private static HealthAssessment Present(LabSight sight, NodeConfig node, NodeState state)
    {
        List<string> faults = [];
        if (PowerSight.Measured(sight, node.Feeds) is { } power)
        {
            faults.Add($"{node.Name} will lose its power: {power}");
        }

        faults.AddRange(state.Units.Where(unit => unit.IsFailed).Select(unit => $"{unit.Name} on {node.Name} is failed ({unit.SubState})"));
        faults.AddRange(state.FailedCollectors.Select(collector => $"the agent on {node.Name} cannot read {collector}"));
        faults.AddRange(state.Storage.Where(device => device.NeedsReplacing)
            .Select(device => $"{device.Device} of {node.Name} is {StorageWords.Name(device.Verdict)}: {device.Evidence[0].Sentence}"));
        if (state.Heat.Length > 0)
        {
            faults.Add(state.Heat);
        }

        return faults.Count == 0
            ? Of(HealthState.Ok, Heard(sight, state))
            : new HealthAssessment(HealthState.Degraded, [.. faults]);
    }

    private static IEnumerable<string> Probed(NodeConfig node, NodeState state)
    {
        if (node.Probe is { } probe && state.ProbeAnswers is { } answers)
        {
            yield return answers ? $"it answers on TCP port {probe.Port}" : $"nothing answers on its TCP port {probe.Port}";
        }
    }

    private static string Heard(LabSight sight, NodeState state) =>
        state.LastHeard is { } heard ? $"{state.Node} was heard {DurationWords.Short(sight.Now - heard)} ago" : $"{state.Node} was never heard";

    private static HealthAssessment Of(HealthState state, string nearest, params ImmutableArray<string> further) => new(state, [nearest, .. further]);
}
