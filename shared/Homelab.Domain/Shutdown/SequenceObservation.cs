using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Everything that a sequence looks at in one round.</summary>
public sealed record SequenceObservation
{
    public required Moment Now { get; init; }

    public DateTimeOffset WallClock { get; init; }

    public required string HostBootId { get; init; }

    public required ulong Epoch { get; init; }

    /// <summary>The id that an outage gets if one opens now.</summary>
    public required string NextOutageId { get; init; }

    public required LabConfig Lab { get; init; }

    /// <summary>What an operator asked since the last round; null where nobody did.</summary>
    public OutageInput.OperatorAsked? Asked { get; init; }

    public required ImmutableArray<FeedAssessment> Feeds { get; init; }

    /// <summary>Null while no plan can be made, such as after a restart before the feeds were read.</summary>
    public StopPlan? Plan { get; init; }

    /// <summary>Since when this coordinator looks: what it has not seen before, it cannot have missed.</summary>
    public Moment ListeningSince { get; init; }

    public StartOrder StartOrder { get; init; } = StartOrder.None;

    /// <summary>The last word of each UPS on what was asked of it in this outage.</summary>
    public IReadOnlyDictionary<string, CutAnswer> CutAnswers { get; init; } = ImmutableDictionary<string, CutAnswer>.Empty;

    /// <summary>Feeds that this process told to cut: of the others nobody knows whether the UPS was told.</summary>
    public IReadOnlySet<string> ToldCuts { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>The last word of the UPS on each node's outlet.</summary>
    public IReadOnlyDictionary<string, OutletAnswer> OutletAnswers { get; init; } = ImmutableDictionary<string, OutletAnswer>.Empty;

    public required IReadOnlyDictionary<string, ObservedNode> Nodes { get; init; }
}

/// <summary>A node as it is seen now.</summary>
public sealed record ObservedNode
{
    public bool IsConnected { get; init; }

    /// <summary>Of the present or the last stream; empty where it was never heard.</summary>
    public string BootId { get; init; } = "";

    /// <summary>When this boot of it was first heard.</summary>
    public Moment BootHeardAt { get; init; } = Moment.Zero;

    /// <summary>False where it said that nothing powers it off: its lease ends, and it runs on.</summary>
    public bool MayPowerOff { get; init; } = true;

    /// <summary>An earlier coordinator may have given it a lease in this outage, and it has not been heard since.</summary>
    public bool MayHoldUnknown { get; init; }

    /// <summary>It said that it holds a lease, of whatever outage.</summary>
    public bool HoldsLease { get; init; }

    /// <summary>
    /// The earliest moment at which it starts again if it went without an order and its power stays: by its last beat, and by the wait that
    /// it was told of (P26). Null while it is heard, where it was never heard, and where it powers off.
    /// </summary>
    public Moment? StartsAgainAt { get; init; }

    /// <summary>What it reported of its units in this boot.</summary>
    public ImmutableArray<SeenUnit> Units { get; init; } = [];

    public OffSigns Signs { get; init; } = OffSigns.None;

    /// <summary>When it last acknowledged a lease of this outage; null where it never did.</summary>
    public Moment? LeaseHeldAt { get; init; }

    /// <summary>What it last said of the order that stands for it.</summary>
    public OrderAnswer? Answer { get; init; }

    /// <summary>What it said of orders to stop units in this boot, by order id.</summary>
    public IReadOnlyDictionary<string, OrderAnswer> UnitAnswers { get; init; } = ImmutableDictionary<string, OrderAnswer>.Empty;
}

public enum OrderAnswerKind
{
    Accepted,
    PoweringOff,
    Refused,
    Failed,

    /// <summary>systemd says that the units are inactive.</summary>
    UnitsStopped,
}

public sealed record OrderAnswer(string OrderId, OrderAnswerKind Kind, string Detail)
{
    /// <summary>Beginnings of refusals that the next repetition of the order, or a hello, clears up.</summary>
    private static readonly string[] Passing = ["Expired:", "UnknownBeat:", "OtherBoot:"];

    /// <summary>How long the agent saw the units stop; null where it saw none.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Refused for the way that it took, not for what it asks.</summary>
    public bool IsPassing => Kind == OrderAnswerKind.Refused && Passing.Any(Detail.StartsWith);
}
