using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

public enum OutagePhase
{
    /// <summary>No outage.</summary>
    Quiet,

    /// <summary>A feed is on battery; leases flow, orders wait.</summary>
    Grace,

    /// <summary>The grace is over and no step is due yet.</summary>
    Holding,

    /// <summary>At least one step was ordered.</summary>
    Stopping,

    /// <summary>The mains are back and must stay.</summary>
    Settling,
}

public enum StepPhase
{
    Pending,

    /// <summary>Observe mode: it would have been ordered.</summary>
    Advised,
    Ordered,
    Acknowledged,
    Refused,
    SeenOff,
    Presumed,
}

/// <summary>One step as the journal has it.</summary>
public sealed record StepState
{
    public required string Node { get; init; }

    public StepPhase Phase { get; init; } = StepPhase.Pending;

    /// <summary>The boot that was ordered or last seen.</summary>
    public string BootId { get; init; } = "";

    public string OrderId { get; init; } = "";

    public Moment? OrderedAt { get; init; }

    public Moment? AcknowledgedAt { get; init; }

    public Moment? OffAt { get; init; }

    /// <summary>The latest expiry of a lease that it might have held when it was ordered.</summary>
    public Moment? LeaseUntil { get; init; }

    /// <summary>
    /// When it starts again if its power never went; the earliest moment where no order of it is known to have come. Null where it powers off.
    /// </summary>
    public Moment? RebootAt { get; init; }

    /// <summary>What the last transition rests on.</summary>
    public string Evidence { get; init; } = "";

    public bool IsOver => Phase is StepPhase.SeenOff or StepPhase.Presumed;
}

/// <summary>An outage as the journal has it: a fold over its entries, and nothing else.</summary>
public sealed record OutageState
{
    public static readonly OutageState None = new();

    public OutagePhase Phase { get; init; } = OutagePhase.Quiet;

    public string OutageId { get; init; } = "";

    /// <summary>The lab was in observe mode when it began.</summary>
    public bool Advisory { get; init; }

    public Moment Began { get; init; }

    /// <summary>Feeds that went on battery in this outage, and since when.</summary>
    public ImmutableSortedDictionary<string, Moment> Feeds { get; init; } = ImmutableSortedDictionary<string, Moment>.Empty;

    /// <summary>When they will be empty, as it was last written.</summary>
    public ImmutableSortedDictionary<string, KnownEnd> Ends { get; init; } = ImmutableSortedDictionary<string, KnownEnd>.Empty;

    public ImmutableSortedSet<string> CommittedFeeds { get; init; } = [];

    public bool GraceIsOver { get; init; }

    public ImmutableSortedDictionary<string, StepState> Steps { get; init; } = ImmutableSortedDictionary<string, StepState>.Empty;

    /// <summary>What keeps it going; it ends when none is left.</summary>
    public ImmutableSortedSet<Cause> Causes { get; init; } = [];

    /// <summary>Who asked for the shutdown or last held it; empty where nobody did (P30).</summary>
    public string Operator { get; init; } = "";

    /// <summary>What an operator asked to shut down, by feed.</summary>
    public ImmutableSortedSet<string> AskedFeeds { get; init; } = [];

    /// <summary>An operator holds it: nothing is ordered before its latest start.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Feeds that are cut, or were to be.</summary>
    public ImmutableSortedDictionary<string, CutState> Cuts { get; init; } = ImmutableSortedDictionary<string, CutState>.Empty;

    /// <summary>What is to be on again; it outlives the outage.</summary>
    public ReturnState Return { get; init; } = ReturnState.None;

    public bool IsRunning => Phase != OutagePhase.Quiet;

    public StepPhase PhaseOf(string step) => Steps.TryGetValue(step, out var state) ? state.Phase : StepPhase.Pending;
}
