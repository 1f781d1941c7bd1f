using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What can reach the agent's power logic. Moments are the agent's own.</summary>
public abstract record AgentPowerInput
{
    /// <param name="BeatSentAt">When this agent sent the beat that the lease answers; null where it sent no such beat in this boot.</param>
    public sealed record LeaseCame(
        string OutageId, Fence Fence, ulong Sequence, string BootId, Moment? BeatSentAt, TimeSpan Duration, bool Advisory, ImmutableArray<string> Feeds)
        : AgentPowerInput
    {
        /// <summary>As <see cref="LeaseTerms.Reserve"/>.</summary>
        public TimeSpan? Reserve { get; init; }
    }

    /// <summary>What every order says of itself; one is refused for the same reasons as the other.</summary>
    /// <param name="BeatSentAt">When this agent sent the beat that the order answers; null where it sent no such beat in this boot.</param>
    public abstract record Command(
        string OrderId, string OutageId, string StepId, string BootId, Fence Fence, Moment? BeatSentAt, TimeSpan Lifetime, string Reason)
        : AgentPowerInput;

    public sealed record OrderCame(
        string OrderId, string OutageId, string StepId, string BootId, Fence Fence, Moment? BeatSentAt, TimeSpan Lifetime, string Reason)
        : Command(OrderId, OutageId, StepId, BootId, Fence, BeatSentAt, Lifetime, Reason)
    {
        public PowerEnd End { get; init; } = PowerEnd.Off;
    }

    /// <summary>An order to stop units; the node stays on.</summary>
    public sealed record UnitsOrderCame(
        string OrderId, string OutageId, string StepId, string BootId, Fence Fence, Moment? BeatSentAt, TimeSpan Lifetime,
        ImmutableArray<string> Units, TimeSpan Bound, string Reason)
        : Command(OrderId, OutageId, StepId, BootId, Fence, BeatSentAt, Lifetime, Reason);

    /// <param name="WereActive">What of it ran before.</param>
    public sealed record UnitsAnswered(string OrderId, bool Stopped, string Detail, ImmutableArray<string> WereActive, TimeSpan? Took = null) : AgentPowerInput;

    public sealed record EndedCame(string OutageId, Fence Fence, string BootId) : AgentPowerInput;

    /// <summary>The system took or refused a power-off that was asked for.</summary>
    public sealed record PowerOffAnswered(string OrderId, bool Taken, string Detail) : AgentPowerInput;

    /// <summary>The coordinator answered a beat.</summary>
    public sealed record BeatAnswered(Fence Fence) : AgentPowerInput;

    /// <summary>What to do when nobody speaks (P9, P12); fenced like a lease.</summary>
    public sealed record WatchCame(AgentWatch Watch, Fence Fence) : AgentPowerInput;

    /// <summary>What this node's own reading of the feeds says now.</summary>
    public sealed record FeedsRead(ImmutableArray<FeedAssessment> Feeds) : AgentPowerInput;

    public sealed record Tick : AgentPowerInput;
}

public enum LeaseVerdict
{
    Held,
    OtherBoot,
    Older,
    Expired,
    OtherLineage,
    UnknownBeat,
}

/// <summary>What the agent's power logic wants done, in this order.</summary>
public abstract record AgentPowerEffect
{
    /// <summary>To tmpfs, before the answer (P10); null removes it.</summary>
    public sealed record KeepLease(AgentLease? Lease) : AgentPowerEffect;

    public sealed record KeepFence(Fence Fence) : AgentPowerEffect;

    /// <summary>To tmpfs: what else must outlive the process.</summary>
    public sealed record KeepState : AgentPowerEffect;

    /// <summary>To disk, for a boot in which nobody speaks.</summary>
    public sealed record KeepWatch(AgentWatch Watch) : AgentPowerEffect;

    public sealed record AnswerLease(string OutageId, Fence Fence, ulong Sequence, LeaseVerdict Verdict) : AgentPowerEffect;

    public sealed record AnswerOrder(OrderAnswer Answer, string OutageId, string StepId) : AgentPowerEffect;

    /// <param name="OrderId">Empty where a lease ran out.</param>
    public sealed record PowerOff(string OrderId, string OutageId, string Reason) : AgentPowerEffect
    {
        public PowerEnd End { get; init; } = PowerEnd.Off;
    }

    public sealed record StopUnits(string OrderId, ImmutableArray<string> Units, TimeSpan Bound, string Reason) : AgentPowerEffect;

    /// <summary>What was stopped in an outage that is over runs again.</summary>
    public sealed record StartUnits(ImmutableArray<string> Units) : AgentPowerEffect;

    public sealed record Say(string Code, string Message) : AgentPowerEffect;
}
