using System.Collections.Immutable;

namespace Homelab.Domain.Health;

/// <summary>Silence has meanings: these states are different.</summary>
public enum HealthState
{
    Ok,
    Degraded,
    Down,

    /// <summary>Silent, and explained by something else that is down.</summary>
    Unreachable,

    /// <summary>Nothing is known.</summary>
    Unknown,
    Maintenance,
}

/// <summary>A state and the chain of reasons, nearest first.</summary>
public sealed record HealthAssessment(HealthState State, ImmutableArray<string> Reasons);
