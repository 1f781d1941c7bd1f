using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>Everything that can happen to an outage. Each is one journal entry.</summary>
public enum SequenceTransition
{
    OutageOpened,
    FeedJoined,
    GraceOver,
    FeedCommitted,
    StepAdvised,
    StepOrdered,
    StepAcknowledged,
    StepRefused,
    StepSeenOff,
    StepPresumed,
    StepReopened,
    MainsBack,
    MainsLostAgain,
    OutageEnded,
    Disarmed,
    CauseJoined,
    CauseGone,
    Held,
    Released,

    /// <summary>Nodes are on in this outage, or an operator wants them started: they are to be on.</summary>
    TargetJoined,

    /// <summary>A feed is steady and charged enough to be loaded again.</summary>
    GateOpened,
    StartOrdered,
    NodeReturned,

    /// <summary>It was not brought back within its bounds.</summary>
    NodeMissed,

    /// <summary>FSD is set on a feed: all that follow its UPS go down (P25).</summary>
    FsdSet,

    /// <summary>The UPS is told to cut its outlets after a delay, and to come back with the mains.</summary>
    CutOrdered,
    CutConfirmed,
    CutRefused,
    CutAborted,

    /// <summary>With what it came to.</summary>
    DrillEnded,

    /// <summary>The host of a silent feed's upsd is started in the outage, to look whether the mains are back.</summary>
    LookOrdered,

    /// <summary>Nobody will answer for a feed: the outage goes on without it.</summary>
    FeedUnread,
}

/// <summary>What must follow a transition in the world, after the journal has it.</summary>
public enum SequenceEffect
{
    None,
    GiveOrder,
    TellEnded,
    Start,
    TellUps,
}

/// <param name="To">Null: the phase stays.</param>
/// <param name="StepFrom">Empty: the transition is not about a step.</param>
public sealed record TransitionRow(
    SequenceTransition Transition,
    ImmutableArray<OutagePhase> From,
    OutagePhase? To,
    ImmutableArray<StepPhase> StepFrom,
    StepPhase? StepTo,
    SequenceEffect Effect);

/// <summary>The transition table. Crash points are enumerated from it: before the journal, after it, after the effect.</summary>
public static class SequenceTable
{
    private static readonly ImmutableArray<OutagePhase> Running =
        [OutagePhase.Grace, OutagePhase.Holding, OutagePhase.Stopping, OutagePhase.Settling];

    private static readonly ImmutableArray<OutagePhase> OnBattery = [OutagePhase.Grace, OutagePhase.Holding, OutagePhase.Stopping];

    public static readonly ImmutableArray<TransitionRow> Rows =
    [
        Phase(SequenceTransition.OutageOpened, [OutagePhase.Quiet], OutagePhase.Grace),
        Phase(SequenceTransition.FeedJoined, Running, null),
        Phase(SequenceTransition.GraceOver, [OutagePhase.Grace], OutagePhase.Holding),
        Phase(SequenceTransition.FeedCommitted, OnBattery, null),
        Step(SequenceTransition.StepAdvised, OnBattery, OutagePhase.Stopping, [StepPhase.Pending], StepPhase.Advised),
        Step(SequenceTransition.StepOrdered, OnBattery, OutagePhase.Stopping, [StepPhase.Pending], StepPhase.Ordered, SequenceEffect.GiveOrder),
        Step(SequenceTransition.StepAcknowledged, Running, null, [StepPhase.Ordered], StepPhase.Acknowledged),
        Step(SequenceTransition.StepRefused, Running, null, [StepPhase.Ordered, StepPhase.Acknowledged], StepPhase.Refused),
        Step(
            SequenceTransition.StepSeenOff, Running, null,
            [StepPhase.Pending, StepPhase.Advised, StepPhase.Ordered, StepPhase.Acknowledged, StepPhase.Refused, StepPhase.Presumed], StepPhase.SeenOff),
        Step(
            SequenceTransition.StepPresumed, Running, null,
            [StepPhase.Pending, StepPhase.Ordered, StepPhase.Acknowledged, StepPhase.Refused], StepPhase.Presumed),
        Step(
            SequenceTransition.StepReopened, Running, null,
            [StepPhase.Ordered, StepPhase.Acknowledged, StepPhase.Refused, StepPhase.SeenOff, StepPhase.Presumed], StepPhase.Pending),
        Phase(SequenceTransition.MainsBack, OnBattery, OutagePhase.Settling),
        Phase(SequenceTransition.MainsLostAgain, [OutagePhase.Settling], OutagePhase.Grace),
        Phase(SequenceTransition.OutageEnded, [OutagePhase.Settling], OutagePhase.Quiet, SequenceEffect.TellEnded),
        Phase(SequenceTransition.Disarmed, Running, null),
        Phase(SequenceTransition.CauseJoined, Running, null),
        Phase(SequenceTransition.CauseGone, Running, null),
        Phase(SequenceTransition.Held, Running, null),
        Phase(SequenceTransition.Released, Running, null),
        Phase(SequenceTransition.TargetJoined, [OutagePhase.Quiet, .. Running], null),
        Phase(SequenceTransition.GateOpened, [OutagePhase.Quiet], null),
        Phase(SequenceTransition.StartOrdered, [OutagePhase.Quiet], null, SequenceEffect.Start),
        Phase(SequenceTransition.NodeReturned, [OutagePhase.Quiet], null),
        Phase(SequenceTransition.NodeMissed, [OutagePhase.Quiet], null),
        Phase(SequenceTransition.FsdSet, OnBattery, null, SequenceEffect.TellUps),
        Phase(SequenceTransition.CutOrdered, OnBattery, null, SequenceEffect.TellUps),
        Phase(SequenceTransition.CutConfirmed, Running, null),
        Phase(SequenceTransition.CutRefused, Running, null),
        Phase(SequenceTransition.CutAborted, Running, null, SequenceEffect.TellUps),
        Phase(SequenceTransition.DrillEnded, [OutagePhase.Quiet, .. Running], null),
        Phase(SequenceTransition.LookOrdered, Running, null, SequenceEffect.Start),
        Phase(SequenceTransition.FeedUnread, Running, null),
    ];

    public static TransitionRow Row(SequenceTransition transition) => Rows[(int)transition];

    public static bool Allows(OutageState state, JournalEntry entry)
    {
        var row = Row(entry.Transition);
        return row.From.Contains(state.Phase) && (row.StepFrom.IsEmpty || row.StepFrom.Contains(state.PhaseOf(entry.Step))) && ReturnFold.Allows(state.Return, entry) && CutFold.Allows(state, entry);
    }

    private static TransitionRow Phase(
        SequenceTransition transition, ImmutableArray<OutagePhase> from, OutagePhase? to, SequenceEffect effect = SequenceEffect.None) =>
        new(transition, from, to, [], null, effect);

    private static TransitionRow Step(
        SequenceTransition transition, ImmutableArray<OutagePhase> from, OutagePhase? to,
        ImmutableArray<StepPhase> stepFrom, StepPhase stepTo, SequenceEffect effect = SequenceEffect.None) =>
        new(transition, from, to, stepFrom, stepTo, effect);
}
