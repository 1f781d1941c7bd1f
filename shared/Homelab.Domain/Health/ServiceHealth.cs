using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Health;

/// <summary>Concludes the health of a service from its own instances, what it needs left aside.</summary>
public static class ServiceHealth
{
    public static ServiceAssessment Alone(LabSight sight, ServiceConfig service, IReadOnlyDictionary<string, HealthAssessment> nodes)
    {
        var instances = service.On.Select(node => ServiceInstance.Assess(sight, service, node, nodes[node])).ToImmutableArray();
        var need = instances.IsEmpty ? 0 : service.Need;
        var up = instances.Count(instance => instance.IsUp);
        var state = StateOf(instances, up, need);
        return new(service.Name, new(state, Reasons(service.Name, state, instances, up, need)), up, need, instances);
    }

    private static HealthState StateOf(ImmutableArray<InstanceAssessment> instances, int up, int need)
    {
        if (up >= need)
        {
            return instances.All(instance => instance.State == HealthState.Ok) ? HealthState.Ok : HealthState.Degraded;
        }

        // The worst state that is certain: what is less bad could not make up for the rest.
        foreach (var state in (HealthState[])[HealthState.Down, HealthState.Unreachable, HealthState.Unknown])
        {
            if (instances.Count(instance => HealthRank.IsBetter(instance.State, state)) < need)
            {
                return state;
            }
        }

        return HealthState.Maintenance;
    }

    private static ImmutableArray<string> Reasons(string name, HealthState state, ImmutableArray<InstanceAssessment> instances, int up, int need)
    {
        var count = instances.Length switch
        {
            0 => $"{name} has no instances of its own",
            1 when state == HealthState.Ok => instances[0].Reasons[0],
            var all => $"{up} of {all} instances run, {need} must",
        };
        if (state == HealthState.Ok)
        {
            return [count];
        }

        List<string> reasons = [$"{name} is {HealthWords.Name(state)}"];
        if (instances.Length > 1)
        {
            reasons.Add(count);
        }

        foreach (var instance in instances.Where(instance => instance.State != HealthState.Ok))
        {
            reasons.Add($"because {instance.Reasons[0]}");
            reasons.AddRange(instance.Reasons.Skip(1));
        }

        return [.. reasons];
    }
}
