using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

// The shapes are those of the coordinator's REST API: the protocol's names in camel case; what is unknown is null.
public sealed record HealthJson(string State, IReadOnlyList<string> Reasons)
{
    public static HealthJson Of(Health? health) =>
        health is null ? new("UNKNOWN", []) : new(StateName(health.State), [.. health.Reasons]);

    private static string StateName(HealthState state) => state switch
    {
        HealthState.Ok => "OK",
        HealthState.Degraded => "DEGRADED",
        HealthState.Down => "DOWN",
        HealthState.Unreachable => "UNREACHABLE",
        HealthState.Maintenance => "MAINTENANCE",
        _ => "UNKNOWN",
    };
}

public sealed record StatusJson(
    string Lab,
    string Mode,
    string TimeZone,
    HealthJson Health,
    IReadOnlyList<FeedJson> Feeds,
    IReadOnlyList<NodeJson> Nodes,
    IReadOnlyList<ServiceJson> Services,
    string OutageId,
    string OutagePhase,
    LabFileJson? LabFile,
    string Version,
    IReadOnlyList<string> Warnings,
    RotationJson? Rotation)
{
    public static StatusJson Of(LabStatus status) => new(
        status.Lab,
        status.Mode,
        status.TimeZone,
        HealthJson.Of(status.Health),
        [.. status.Feeds.Select(FeedJson.Of)],
        [.. status.Nodes.Select(NodeJson.Of)],
        [.. status.Services.Select(ServiceJson.Of)],
        status.OutageId,
        status.OutagePhase,
        status.LabFile is { } file ? new(file.Path, file.LoadedWallMs, file.Notice, [.. file.Diagnostics]) : null,
        status.Version,
        [.. status.Warnings],
        RotationJson.Of(status.Rotation));
}

public sealed record LabFileJson(string Path, long LoadedWallMs, string Notice, IReadOnlyList<string> Diagnostics);

public sealed record FeedJson(
    string Name,
    string State,
    string Source,
    double? ChargePercent,
    double? LoadPercent,
    double? RuntimeSeconds,
    string RuntimeBasis,
    double? OnBatterySeconds,
    double? AgeSeconds,
    string RawStatus,
    IReadOnlyList<string> Rejected,
    string Detail,
    IReadOnlyList<TriggerJson> Fired,
    double? WorstRuntimeSeconds,
    string WorstRuntimeBasis,
    BatteryJson? Battery)
{
    public static FeedJson Of(FeedStatus feed) => new(
        feed.Name,
        feed.State.Length > 0 ? feed.State : "UNKNOWN",
        feed.Source,
        Number.Of(feed.HasChargePercent, feed.ChargePercent),
        Number.Of(feed.HasLoadPercent, feed.LoadPercent),
        Number.Of(feed.HasRuntimeSeconds, feed.RuntimeSeconds),
        feed.RuntimeBasis,
        Number.Of(feed.HasOnBatterySeconds, feed.OnBatterySeconds),
        Number.Of(feed.HasAgeSeconds, feed.AgeSeconds),
        feed.RawStatus,
        [.. feed.Rejected],
        feed.Detail,
        [.. feed.Fired.Select(TriggerJson.Of)],
        Number.Of(feed.HasWorstRuntimeSeconds, feed.WorstRuntimeSeconds),
        feed.WorstRuntimeBasis,
        BatteryJson.Of(feed.Battery));
}

public sealed record ServiceJson(
    string Name,
    HealthJson Health,
    string Tier,
    IReadOnlyList<string> On,
    int Need,
    int Up,
    IReadOnlyList<string> Needs,
    IReadOnlyList<string> Prefers)
{
    public static ServiceJson Of(ServiceStatus service) => new(
        service.Name,
        HealthJson.Of(service.Health),
        service.Tier,
        [.. service.On],
        service.Need,
        service.Up,
        [.. service.Needs],
        [.. service.Prefers]);
}

public sealed record EventJson(long WallMs, int Priority, string Code, string Subject, string Message)
{
    public static EventJson Of(LabEvent @event) => new(@event.WallMs, @event.Priority, @event.Code, @event.Subject, @event.Message);
}
