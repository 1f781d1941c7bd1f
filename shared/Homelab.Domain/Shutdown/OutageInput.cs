using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Everything that can reach the outage engine.</summary>
public abstract record OutageInput
{
    public sealed record LabTaken(LabConfig Lab) : OutageInput;

    public sealed record FeedsAssessed(ImmutableArray<FeedAssessment> Feeds) : OutageInput;

    /// <param name="Lease">A lease that the node still holds, and how long it runs from <paramref name="SentAt"/>.</param>
    /// <param name="SentAt">The agent's own CLOCK_BOOTTIME.</param>
    /// <param name="Heard">Who last answered its beats; null where nobody did.</param>
    /// <param name="HeardAgo">How long before <paramref name="SentAt"/> that was.</param>
    public sealed record NodeHello(
        string Node, string BootId, Moment SentAt, Fence Seen, HeldLease? Lease, ImmutableArray<OrderAnswer> Answers,
        Fence? Heard = null, TimeSpan HeardAgo = default) : OutageInput
    {
        /// <summary>An upsmon of its own runs there (P16).</summary>
        public bool HasLocalUpsmon { get; init; }

        /// <summary>Its own <c>may_power_off</c>: without it no lease and no order stops it.</summary>
        public bool MayPowerOff { get; init; } = true;
    }

    /// <param name="SentAt">The agent's own CLOCK_BOOTTIME when it sent the beat.</param>
    /// <param name="LeaseOutageId">Outage of the lease that the node holds; empty for none, null where the beat does not say.</param>
    public sealed record NodeBeat(string Node, ulong Number, Moment SentAt, string? LeaseOutageId = null) : OutageInput
    {
        /// <summary>As in the hello; null where the beat does not say.</summary>
        public bool? HasLocalUpsmon { get; init; }

        /// <summary>Outage for which the node stopped units that do not run again yet; empty for none.</summary>
        public string UnitsOutageId { get; init; } = "";
    }

    public sealed record NodeGone(string Node) : OutageInput;

    public sealed record LeaseAnswered(string Node, string OutageId, ulong Epoch, ulong Sequence, bool IsHeld, string Verdict) : OutageInput;

    public sealed record OrderAnswered(string Node, OrderAnswer Answer) : OutageInput;

    /// <summary>What systemd says of the units that a node's services consist of.</summary>
    public sealed record UnitsSeen(string Node, string BootId, ImmutableArray<SeenUnit> Units) : OutageInput;

    public sealed record ProbeSeen(string Node, bool Answers) : OutageInput;

    public sealed record LoadGone(string Node) : OutageInput;

    /// <summary>What became of what was asked of a UPS.</summary>
    public sealed record CutAnswered(string Feed, CutAnswer Answer) : OutageInput;

    /// <summary>What became of a node's outlet.</summary>
    public sealed record OutletAnswered(string Node, OutletAnswer Answer) : OutageInput;

    /// <summary>A node's outlet was not told to go off, for the journal lags behind (P22).</summary>
    public sealed record OutletWithheld(string Node) : OutageInput;

    /// <summary>An authenticated operator asks for something (P30).</summary>
    /// <param name="Feeds">What is to be shut down; empty for all. Of no meaning for anything else.</param>
    public sealed record OperatorAsked(OperatorWish Wish, string Operator, ImmutableArray<string> Feeds) : OutageInput
    {
        /// <summary>What is to be shut down or started, by node; empty where it goes by feed.</summary>
        public ImmutableArray<string> Nodes { get; init; } = [];
    }

    public sealed record Tick : OutageInput;
}

public enum OperatorWish
{
    ShutDown,

    /// <summary>Order nothing before its latest start, until released.</summary>
    Hold,
    Release,

    /// <summary>Take back what an operator asked to shut down.</summary>
    Cancel,

    /// <summary>Put nodes back among those that are to be on.</summary>
    Start,

    /// <summary>Stop one node and start it again, to see whether both work.</summary>
    Drill,
}

/// <param name="Granted">What is left of it as a coordinator granted it; null where the node does not say, or gave it to itself.</param>
public sealed record HeldLease(string OutageId, TimeSpan Remaining, TimeSpan? Granted = null);
