using System.Collections.Immutable;

namespace Homelab.Domain.Drills;

/// <summary>What was asked of a part of the system, and what it said.</summary>
/// <param name="Word">Null where there was no answer.</param>
/// <param name="Failure">Why there was none.</param>
public sealed record Said(string? Word, string Failure = "");

/// <summary>A unit as systemd knows it.</summary>
public sealed record SaidUnit(string Name, string LoadState, string ActiveState);

/// <summary>A feed as this node itself reads it.</summary>
/// <param name="Failure">Empty where it was read.</param>
public sealed record SaidFeed(string Name, string Source, string Status, string Failure);

/// <summary>What an agent found when it looked at its own node for a rehearsal.</summary>
public sealed record NodeRehearsalReport
{
    /// <summary>agent.yaml's own word.</summary>
    public required bool MayPowerOff { get; init; }

    /// <summary>logind, exit or none.</summary>
    public required string PowerOff { get; init; }

    /// <summary>logind's CanPowerOff.</summary>
    public required Said CanPowerOff { get; init; }

    /// <summary>The active state of the unit that starts who enforces a lease.</summary>
    public required Said LeaseWatcher { get; init; }

    /// <summary>Whether what waits for the power to go can be run as the last thing of a stop; null where the node need not come back by that.</summary>
    public bool? HasLateHook { get; init; }

    public ImmutableArray<SaidUnit> Units { get; init; } = [];

    /// <summary>Of those, the ones that the agent's user has no right to stop.</summary>
    public ImmutableArray<string> UnitsWithoutRight { get; init; } = [];

    /// <summary>Why systemd told nothing of the units; empty where it did.</summary>
    public string UnitsFailure { get; init; } = "";

    /// <summary>Agent's wall clock less the coordinator's, as it came.</summary>
    public required TimeSpan ClockOffset { get; init; }

    /// <summary>The kernel's word of its clock; null where it does not tell.</summary>
    public bool? ClockSynchronised { get; init; }

    /// <summary>Since the boot, by the clock that leases run on.</summary>
    public required Moment Boottime { get; init; }

    /// <summary>Null where the coordinator never told it which feeds bind it.</summary>
    public ImmutableArray<SaidFeed>? Feeds { get; init; }

    /// <summary>How long a stop of it is reckoned to take.</summary>
    public required TimeSpan ReckonedStop { get; init; }

    /// <summary>How long systemd waits for a unit that hangs (DefaultTimeoutStopSec); null where it did not tell.</summary>
    public TimeSpan? UnitStopBound { get; init; }
}
