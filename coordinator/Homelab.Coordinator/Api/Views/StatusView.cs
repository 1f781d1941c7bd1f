namespace Homelab.Coordinator.Api.Views;

// The shapes of REST: the protocol's names in camel case; what is unknown is null.

/// <summary>The whole lab at one moment.</summary>
/// <param name="Mode">observe or armed.</param>
/// <param name="OutageId">The outage that runs, or the one from which somebody is still to return; else empty.</param>
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
    IReadOnlyList<string> Warnings)
{
    /// <summary>Null where none runs.</summary>
    public RotationView? Rotation { get; init; }
}

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
    string Detail)
{
    /// <summary>Triggers that have fired, the first the reason of the sequence.</summary>
    public IReadOnlyList<TriggerView> Fired { get; init; } = [];

    /// <summary>The runtime at the worst load of the last weeks; what leases assume.</summary>
    public double? WorstRuntimeSeconds { get; init; }

    public string WorstRuntimeBasis { get; init; } = "";

    /// <summary>How fast the charge falls in this outage.</summary>
    public double? DepletionPercentPerMinute { get; init; }

    public double? TemperatureCelsius { get; init; }

    /// <summary>What was learned of the UPS; null for the bare mains.</summary>
    public BatteryView? Battery { get; init; }

    /// <summary>Addresses of NUT clients that are logged in at this UPS: they act by themselves at low battery (P16).</summary>
    public IReadOnlyList<string> Logins { get; init; } = [];
}

/// <param name="Name">The trigger's key in the lab file, or heat.</param>
public sealed record TriggerView(string Name, double SinceSeconds, string Why);

/// <param name="LoadBasis">What the watts rest on; empty where they are not known.</param>
/// <param name="EfficiencyRatio">Output by input, 0 to 1.</param>
/// <param name="CapacityRatio">Of the last proven discharge by the best one of this battery.</param>
/// <param name="ReplaceBy">A date such as 2028-05-06.</param>
/// <param name="FullRechargeSeconds">From empty to full at the pace that was last seen.</param>
/// <param name="MonthEnergyKilowattHours">Over the last 30 days.</param>
/// <param name="Discharges">The newest first, at most 16.</param>
/// <param name="Days">The newest first, at most 30.</param>
public sealed record BatteryView(
    double? LoadWatts,
    string LoadBasis,
    double? EfficiencyRatio,
    string? BatteryDate,
    double? CapacityRatio,
    string? ReplaceBy,
    string ReplaceBasis,
    double? FullRechargeSeconds,
    double? TodayEnergyKilowattHours,
    double? MonthEnergyKilowattHours,
    double? MonthCost,
    string? Currency,
    string EnergyBasis,
    IReadOnlyList<DischargeView> Discharges,
    IReadOnlyList<EnergyDayView> Days)
{
    /// <summary>The last self-test and the one before it, or the one that runs; empty where none was made.</summary>
    public string SelfTest { get; init; } = "";

    /// <summary>What must be known of the self-tests: failed, without a result, overdue; empty where nothing.</summary>
    public string SelfTestFinding { get; init; } = "";

    /// <summary>The newest first, at most 16.</summary>
    public IReadOnlyList<SelfTestView> SelfTests { get; init; } = [];
}

/// <param name="Kind">quick or deep.</param>
/// <param name="Outcome">PASSED, WARNED, FAILED, ABORTED, REFUSED, SILENT, OVERTAKEN or UNSEEN.</param>
/// <param name="Result">NUT's ups.test.result, or why there is none.</param>
/// <param name="RuntimeSeconds">As the UPS reported it before the test.</param>
public sealed record SelfTestView(
    long BeganWallMs, string Kind, string Outcome, string Result, double OnBatterySeconds, double? FromChargePercent, double? LeastChargePercent, double? LeastVolts, double? RuntimeSeconds);

/// <param name="End">MAINS_RETURNED, LOW_BATTERY, EMPTY, UNSEEN or TEST.</param>
/// <param name="CapsRuntime">It went to low battery or empty, or over 20 points of charge (P13).</param>
public sealed record DischargeView(
    long BeganWallMs, string End, double Seconds, double? FromChargePercent, double? ToChargePercent, double? LoadPercent, double? LoadWatts, bool CapsRuntime);

/// <param name="CoveredSeconds">How much of the day was seen.</param>
/// <param name="GreatestLoadPercent">The greatest load of that day that stood in two readings in a row.</param>
public sealed record EnergyDayView(string Day, double KilowattHours, double CoveredSeconds, double? GreatestLoadPercent);

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
    IReadOnlyList<string> FailedUnits)
{
    /// <summary>It runs an upsmon of its own (P16).</summary>
    public bool LocalUpsmon { get; init; }

    /// <summary>By what its agent proves who it is, or why it does not; empty where nobody asks it to.</summary>
    public string Trust { get; init; } = "";

    /// <summary>What is known of its stop and start.</summary>
    public DrillView? Drill { get; init; }

    /// <summary>Its disks and cards.</summary>
    public IReadOnlyList<StorageView> Storage { get; init; } = [];

    /// <summary>Sensors that the lab file declares on it.</summary>
    public IReadOnlyList<SensorView> Sensors { get; init; } = [];
}

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
