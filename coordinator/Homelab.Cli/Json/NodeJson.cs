using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record NodesJson(IReadOnlyList<NodeJson> Nodes);

public sealed record HeadlineJson(string Name, double? Value, string Unit);

/// <param name="Standing">never, proven, failed, expired or other_way.</param>
public sealed record DrillJson(string Standing, long AtWallMs, double? StopSeconds, double? StartSeconds, string Sentence);

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
    IReadOnlyList<string> FailedUnits,
    DrillJson? Drill,
    string Trust)
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
        [.. node.FailedUnits],
        node.Drill is { } drill
            ? new DrillJson(drill.Standing, drill.AtWallMs, Number.Of(drill.HasStopSeconds, drill.StopSeconds), Number.Of(drill.HasStartSeconds, drill.StartSeconds), drill.Sentence)
            : null,
        node.Trust);
}
