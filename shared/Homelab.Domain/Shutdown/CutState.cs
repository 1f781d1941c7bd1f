namespace Homelab.Domain.Shutdown;

public enum CutPhase
{
    /// <summary>FSD is set or on its way.</summary>
    Announced,

    /// <summary>The UPS is told to cut, or is about to be.</summary>
    Ordered,

    /// <summary>The UPS took it.</summary>
    Confirmed,

    /// <summary>It did not, or nobody knows whether it did.</summary>
    Refused,

    /// <summary>Taken back before it was due.</summary>
    Aborted,
}

/// <summary>A feed's cut as the journal has it.</summary>
public sealed record CutState
{
    public required CutPhase Phase { get; init; }

    /// <summary>When it entered its phase.</summary>
    public required Moment At { get; init; }

    /// <summary>From the order to the cut; as the UPS has it, once it is confirmed.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The UPS may have been told, and must be told otherwise where it is taken back.</summary>
    public bool WasOrdered => OrderedAt is not null;

    public string Evidence { get; init; } = "";

    /// <summary>The UPS was told no earlier; null where it was not.</summary>
    public Moment? OrderedAt { get; init; }

    /// <summary>When the outlets go dead at the earliest, for its delay began with the order and not with the word that it took it; null where nothing was ordered, or not any more.</summary>
    public Moment? CutAt => IsComing ? OrderedAt + Delay : null;

    /// <summary>When they are dead at the latest.</summary>
    public Moment? CutBy => IsComing ? At + Delay : null;

    private bool IsComing => Phase is CutPhase.Ordered or CutPhase.Confirmed;
}

/// <summary>What is asked of a UPS.</summary>
public enum CutAct
{
    SetForcedShutdown,
    Cut,
}

/// <summary>What became of it.</summary>
/// <param name="Delay">From the order to the cut, as the UPS has it.</param>
public sealed record CutAnswer(CutAct Act, bool IsTaken, TimeSpan Delay, string Detail);
