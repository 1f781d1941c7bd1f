namespace Homelab.Coordinator.Api.Views;

// The shapes of REST: the protocol's names in camel case; what is unknown is null.

/// <summary>The whole lab at one moment.</summary>
/// <param name="Mode">observe or armed.</param>
/// <param name="OutageId">Empty unless an outage runs.</param>
public sealed record StatusView(
    string Lab,
    string Mode,
    string TimeZone,
    HealthView Health,
    IReadOnlyList<FeedView> Feeds,
    IReadOnlyList<NodeView> Nodes,
    IReadOnlyList<ServiceView> Services,
    string OutageId,
    string OutagePhase,
    LabFileView LabFile,
    string Version,
    IReadOnlyList<string> Warnings);

/// <param name="State">OK, DEGRADED, DOWN, UNREACHABLE, UNKNOWN or MAINTENANCE.</param>
/// <param name="Reasons">The chain of reasons, nearest first.</param>
public sealed record HealthView(string State, IReadOnlyList<string> Reasons);

/// <param name="Notice">Empty unless the file on disk is not what is in force.</param>
public sealed record LabFileView(string Path, long LoadedWallMs, string Notice, IReadOnlyList<string> Diagnostics);

/// <param name="State">ON_LINE, ON_BATTERY, LOW_BATTERY, FORCED_SHUTDOWN or UNKNOWN.</param>
/// <param name="Source">Such as "nut ups@nas.lan:3493", or "mains".</param>
public sealed record FeedView(
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
    string Detail);

/// <param name="MaintenanceUntilWallMs">Zero without maintenance.</param>
public sealed record NodeView(
    string Name,
    HealthView Health,
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
    IReadOnlyList<HeadlineView> Headlines,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> FailedUnits);

/// <param name="Unit">celsius, ratio, seconds, or empty for a plain count.</param>
public sealed record HeadlineView(string Name, double Value, string Unit);

/// <param name="Need">How many instances must run.</param>
/// <param name="Up">How many do.</param>
public sealed record ServiceView(
    string Name,
    HealthView Health,
    string Tier,
    IReadOnlyList<string> On,
    int Need,
    int Up,
    IReadOnlyList<string> Needs,
    IReadOnlyList<string> Prefers);

public sealed record NodesView(IReadOnlyList<NodeView> Nodes);

public sealed record FeedsView(IReadOnlyList<FeedView> Feeds);

public sealed record ServicesView(IReadOnlyList<ServiceView> Services);
