using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Health;

/// <summary>
/// The health of the lab. Down: a service of tier core does not serve and that is certain. Unknown: no node was ever heard. Degraded:
/// anything else is not well; a node in maintenance is well, a service that is not there because of it is not.
/// </summary>
public static class LabHealth
{
    public static LabAssessment Assess(LabSight sight)
    {
        var nodes = sight.Lab.Nodes.ToImmutableSortedDictionary(node => node.Name, node => NodeHealth.Assess(sight, node), StringComparer.Ordinal);
        var known = sight.Lab.Services.Select(service => service with { On = service.On.RemoveAll(node => !nodes.ContainsKey(node)) });
        var alone = known.ToDictionary(service => service.Name, service => ServiceHealth.Alone(sight, service, nodes));
        var services = ServiceNeeds.Propagate(sight.Lab, alone);
        return new(Whole(sight, nodes, services), nodes, services);
    }

    private static HealthAssessment Whole(
        LabSight sight, ImmutableSortedDictionary<string, HealthAssessment> nodes, ImmutableSortedDictionary<string, ServiceAssessment> services)
    {
        List<string> power =
        [
            .. sight.StandsDown.Length > 0 ? [sight.StandsDown] : Array.Empty<string>(),
            .. sight.Feeds.Where(feed => feed.IsDying).Select(feed => $"feed {feed.Feed} is {HealthWords.Condition(feed.Condition)}"),
            .. sight.Feeds.Where(feed => feed is { IsMains: false, Condition: FeedCondition.Unknown })
                .Select(feed => $"feed {feed.Feed} is unknown: {feed.Detail}"),
        ];
        if (!nodes.IsEmpty && sight.Lab.Nodes.All(node => sight.Node(node.Name).LastHeard is null))
        {
            return new(HealthState.Unknown, ["no node was heard since the coordinator started", .. power]);
        }

        var core = sight.Lab.Services
            .Where(service => service.Tier == Tier.Core)
            .Select(service => services[service.Name])
            .Where(service => service.Health.State is HealthState.Down or HealthState.Unreachable)
            .ToList();
        List<string> faults =
        [
            .. core.Select(service => Short("core service", service.Service, service.Health)),
            .. services.Values.Except(core).Where(service => service.Health.State != HealthState.Ok)
                .Select(service => Short("service", service.Service, service.Health)),
            .. nodes.Where(node => node.Value.State is not (HealthState.Ok or HealthState.Maintenance))
                .Select(node => Short("node", node.Key, node.Value)),
            .. power,
        ];
        return faults.Count == 0
            ? new(HealthState.Ok, [$"{nodes.Count} nodes, {services.Count} services and {sight.Feeds.Length} feeds are well"])
            : new(core.Count > 0 ? HealthState.Down : HealthState.Degraded, [.. faults]);
    }

    private static string Short(string kind, string name, HealthAssessment health) => $"{kind} {name} is {HealthWords.Name(health.State)}";
}
