using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>What is known of one node's agent now. Unchanging; replaced whole.</summary>
public sealed record AgentState
{
    public required string Node { get; init; }

    public bool IsConnected { get; init; }

    /// <summary>The last frame of any kind; null where none came since the coordinator started.</summary>
    public Moment? LastHeard { get; init; }

    public Moment? LastBeat { get; init; }

    /// <summary>The newest hello; null where none came.</summary>
    public Hello? Hello { get; init; }

    /// <summary>An upsmon of its own runs there (P16).</summary>
    public bool HasLocalUpsmon { get; init; }

    public AgentReport? Report { get; init; }

    /// <summary>The number of the frame that it came in, by which an outbox that is replayed does not put an older one over it.</summary>
    public ulong ReportSequence { get; init; }

    public HeldLeaseState? Lease { get; init; }

    public string BootId => Hello?.BootId ?? "";
}

/// <summary>A lease that the agent said it holds.</summary>
/// <param name="ExpiresAt">By this host's clock, counted from when the lease was sent: late by a beat's way, so for display only (P5).</param>
public sealed record HeldLeaseState(ulong Sequence, Moment ExpiresAt);
