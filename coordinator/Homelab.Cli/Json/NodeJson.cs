using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record NodesJson(IReadOnlyList<NodeJson> Nodes);

public sealed record HeadlineJson(string Name, double? Value, string Unit);

public sealed record NodeJson(
    string Name,
    HealthJson Health,
    bool Connected,
    double? BeatAgeSeconds,
    string BootId,
    string AgentVersion,
    string Machine,
    bool MayPowerOff,
    string PowerOff,
    double? LeaseRemainingSeconds,
    long MaintenanceUntilWallMs,
    IReadOnlyList<string> Feeds,
    string Switch,
    bool Coordinator,
    IReadOnlyList<HeadlineJson> Headlines,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> FailedUnits)
{
    public static NodeJson Of(NodeStatus node) => new(
        node.Name,
        HealthJson.Of(node.Health),
        node.Connected,
        Number.Of(node.HasBeatAgeSeconds, node.BeatAgeSeconds),
        node.BootId,
        node.AgentVersion,
        node.Machine,
        node.MayPowerOff,
        node.PowerOff,
        Number.Of(node.HasLeaseRemainingSeconds, node.LeaseRemainingSeconds),
        node.MaintenanceUntilWallMs,
        [.. node.Feeds],
        node.Switch,
        node.Coordinator,
        [.. node.Headlines.Select(headline => new HeadlineJson(headline.Name, Number.Of(headline.Value), headline.Unit))],
        [.. node.Services],
        [.. node.FailedUnits]);
}
