using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>What is held of one node of the lab now.</summary>
public sealed record NodeSight
{
    public required string Name { get; init; }

    public bool IsConnected { get; init; }

    public string BootId { get; init; } = "";

    public string AgentVersion { get; init; } = "";

    public string Machine { get; init; } = "";

    public bool MayPowerOff { get; init; }

    /// <summary>logind, exit or none, as the agent said.</summary>
    public string PowerOff { get; init; } = "";

    public bool LocalUpsmon { get; init; }

    /// <summary>Null where it was never heard by this process.</summary>
    public Moment? LastBeatAt { get; init; }

    /// <summary>Null without a lease.</summary>
    public Moment? LeaseUntil { get; init; }

    public DateTimeOffset? MaintenanceUntil { get; init; }

    public string MaintenanceBy { get; init; } = "";

    public AgentReport? Report { get; init; }
}
