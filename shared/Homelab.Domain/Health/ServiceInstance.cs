using Homelab.Domain.Lab;

namespace Homelab.Domain.Health;

/// <summary>Concludes whether a service runs on one node.</summary>
internal static class ServiceInstance
{
    public static InstanceAssessment Assess(LabSight sight, ServiceConfig service, string node, HealthAssessment nodeHealth)
    {
        var state = sight.Node(node);
        var isHeard = state.LastHeard is not null && Silence.Of(sight, node) is null;
        var units = Units(service, state);
        if (nodeHealth.State == HealthState.Maintenance)
        {
            return isHeard && units.State == HealthState.Ok ? units : new(node, HealthState.Maintenance, nodeHealth.Reasons);
        }

        if (!HealthRank.Serves(nodeHealth.State))
        {
            return new(node, nodeHealth.State, nodeHealth.Reasons);
        }

        if (isHeard || units.State != HealthState.Ok)
        {
            return units;
        }

        // Silent and not given up: what ran when it was last heard counts for a while. A machine that runs on without its agent hides its units.
        var isHidden = !service.Units.IsEmpty && Silence.Of(sight, node) > sight.Bounds.DownAfter;
        return new(node, isHidden ? HealthState.Unknown : HealthState.Degraded, nodeHealth.Reasons);
    }

    private static InstanceAssessment Units(ServiceConfig service, NodeState state)
    {
        string? unreported = null;
        foreach (var name in service.Units)
        {
            switch (state.Unit(name))
            {
                case null:
                    unreported ??= $"{state.Node} has not reported {name}";
                    break;
                case { IsMissing: true }:
                    return new(state.Node, HealthState.Down, [$"{name} does not exist on {state.Node}"]);
                case { IsRunning: false } unit:
                    return new(state.Node, HealthState.Down, [$"{name} on {state.Node} is {unit.ActiveState} ({unit.SubState})"]);
            }
        }

        return unreported is null ? new(state.Node, HealthState.Ok, [$"it runs on {state.Node}"]) : new(state.Node, HealthState.Unknown, [unreported]);
    }
}
