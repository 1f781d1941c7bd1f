using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>What the timeline and the rules say of things.</summary>
internal static class Words
{
    public static string Of(MachinePhase phase) => phase switch
    {
        MachinePhase.Off => "off",
        MachinePhase.Booting => "starting",
        MachinePhase.Stopping => "stopping",
        MachinePhase.Waiting => "waiting for its power to go",
        _ => "running",
    };

    /// <summary>Null for what the world shows by itself.</summary>
    public static string? Of(JournalEntry entry) => ServiceStep.IsId(entry.Step) ? OfService(entry, ServiceStep.NameOf(entry.Step, entry.Node)) : OfNode(entry);

    private static string? OfService(JournalEntry entry, string name) => entry.Transition switch
    {
        SequenceTransition.StepAdvised => $"{name} would be stopped now (observe mode)",
        SequenceTransition.StepOrdered => $"{name} is ordered to stop: {entry.Detail}",
        SequenceTransition.StepRefused => $"{name} is not stopped: {entry.Detail}",
        SequenceTransition.StepSeenOff => $"{name} has stopped",
        SequenceTransition.StepPresumed => $"{name} has had its time",
        SequenceTransition.StepReopened => entry.Detail,
        _ => null,
    };

    private static string? OfNode(JournalEntry entry) => entry.Transition switch
    {
        SequenceTransition.OutageOpened => $"outage begins: {entry.Detail}",
        SequenceTransition.FeedJoined => entry.Detail,
        SequenceTransition.GraceOver => "the grace is over",
        SequenceTransition.FeedCommitted => $"{string.Join(", ", entry.Feeds)} committed: {entry.Detail}",
        SequenceTransition.StepAdvised => "would stop now (observe mode)",
        SequenceTransition.StepOrdered => $"is ordered to stop: {entry.Detail}",
        SequenceTransition.StepRefused => $"refuses: {entry.Detail}",
        SequenceTransition.StepSeenOff => "is seen off",
        SequenceTransition.StepPresumed => "is presumed off",
        SequenceTransition.StepReopened => entry.Detail,
        SequenceTransition.MainsBack => "mains back, must stay",
        SequenceTransition.MainsLostAgain => entry.Detail,
        SequenceTransition.OutageEnded => $"outage over: {entry.Detail}",
        SequenceTransition.FsdSet => $"{string.Join(", ", entry.Feeds)} is told to shut down (FSD)",
        SequenceTransition.CutOrdered => $"{string.Join(", ", entry.Feeds)} is told to cut {entry.Detail}",
        SequenceTransition.CutConfirmed => $"{string.Join(", ", entry.Feeds)} is going to cut {entry.Detail}",
        SequenceTransition.CutRefused or SequenceTransition.CutAborted => entry.Detail,
        SequenceTransition.GateOpened => $"may be loaded again: {entry.Detail}",
        SequenceTransition.StartOrdered or SequenceTransition.NodeReturned or SequenceTransition.NodeMissed => entry.Detail,
        SequenceTransition.LookOrdered or SequenceTransition.FeedUnread => entry.Detail,
        _ => null,
    };
}
