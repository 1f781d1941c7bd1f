using System.Collections.Immutable;
using Homelab.Domain.Storage;

namespace Homelab.Domain.Health;

/// <summary>What is known of one node now, before anything is concluded.</summary>
public sealed record NodeState
{
    public required string Node { get; init; }

    /// <summary>The last frame of its agent; null where none ever came.</summary>
    public Moment? LastHeard { get; init; }

    /// <summary>Null or not positive outside maintenance.</summary>
    public TimeSpan? MaintenanceLeft { get; init; }

    /// <summary>What its declared port said last; null where none is declared or none was tried in this silence.</summary>
    public bool? ProbeAnswers { get; init; }

    /// <summary>Why it was stopped on purpose, such as "outage 7 stopped it"; empty where it was not.</summary>
    public string StoppedBy { get; init; } = "";

    /// <summary>The units that its agent reported last.</summary>
    public ImmutableArray<UnitCondition> Units { get; init; } = [];

    /// <summary>What its agent cannot read, as "hwmon: timed out".</summary>
    public ImmutableArray<string> FailedCollectors { get; init; } = [];

    /// <summary>What its disks and cards come to.</summary>
    public ImmutableArray<StorageAssessment> Storage { get; init; } = [];

    /// <summary>What is wrong with its heat; empty where nothing is, or where nothing is known.</summary>
    public string Heat { get; init; } = "";

    public bool IsInMaintenance => MaintenanceLeft > TimeSpan.Zero;

    public UnitCondition? Unit(string name) => Units.FirstOrDefault(unit => unit.Name == name);
}

/// <summary>A systemd unit in systemd's own words (org.freedesktop.systemd1(5): LoadState, ActiveState, SubState).</summary>
public sealed record UnitCondition(string Name, string LoadState, string ActiveState, string SubState)
{
    public bool IsMissing => LoadState == "not-found";

    public bool IsFailed => ActiveState == "failed";

    /// <summary>A unit that reloads serves on.</summary>
    public bool IsRunning => ActiveState is "active" or "reloading" or "refreshing";
}
