namespace Homelab.Domain.Shutdown;

/// <summary>How the engine speaks of what happened.</summary>
public static class OutageWords
{
    private const int Warning = 4;
    private const int Error = 3;
    private const int Notice = 5;

    public static OutageEffect.Announce Of(JournalEntry entry)
    {
        var subject = entry.Node.Length > 0 ? entry.Node : string.Join(", ", entry.Feeds.Select(AskedNodes.NameOf));
        return new OutageEffect.Announce(PriorityOf(entry), entry.Transition.ToString(), subject, Sentence(entry, subject));
    }

    private static string Sentence(JournalEntry entry, string subject) => entry.Transition switch
    {
        SequenceTransition.OutageOpened when entry.Cause == Cause.Drill => $"Drill {entry.OutageId} began: {entry.Detail}.",
        SequenceTransition.OutageOpened => $"Outage {entry.OutageId} began: {entry.Detail}.",
        SequenceTransition.FeedJoined => $"{entry.Detail}.",
        SequenceTransition.GraceOver => $"The grace is over: {entry.Detail}.",
        SequenceTransition.FeedCommitted => $"{subject} committed: {entry.Detail}.",
        SequenceTransition.StepAdvised => $"{Name(entry)}: {entry.Detail}.",
        SequenceTransition.StepOrdered when ServiceStep.IsId(entry.Step) => $"{Name(entry)} is stopped, {entry.Detail}.",
        SequenceTransition.StepOrdered => $"{entry.Node} is ordered to power off: {entry.Detail}.",
        SequenceTransition.StepAcknowledged => $"{entry.Detail}.",
        SequenceTransition.StepRefused => $"The order was refused by {entry.Detail}.",
        SequenceTransition.StepSeenOff when ServiceStep.IsId(entry.Step) => $"{Name(entry)} has stopped: {entry.Detail}.",
        SequenceTransition.StepPresumed when ServiceStep.IsId(entry.Step) => $"{Name(entry)} is not waited for any longer: {entry.Detail}.",
        SequenceTransition.StepSeenOff => $"{entry.Node} is off: {entry.Detail}.",
        SequenceTransition.StepPresumed => $"{entry.Node} is presumed off: {entry.Detail}.",
        SequenceTransition.StepReopened => $"{entry.Detail}.",
        SequenceTransition.MainsBack => $"The mains are back: {entry.Detail}. What was not ordered stays on.",
        SequenceTransition.MainsLostAgain => $"The mains are gone again: {entry.Detail}.",
        SequenceTransition.CauseJoined or SequenceTransition.CauseGone or SequenceTransition.Held or SequenceTransition.Released => $"Outage {entry.OutageId}: {entry.Detail}.",
        SequenceTransition.Disarmed => $"Outage {entry.OutageId} is only observed from here on: {entry.Detail}.",
        SequenceTransition.OutageEnded => $"Outage {entry.OutageId} ended: {entry.Detail}.",
        SequenceTransition.TargetJoined => $"Outage {entry.OutageId}: {entry.Detail}, to be on again after it.",
        SequenceTransition.GateOpened => $"What hangs on {string.Join(", ", entry.Feeds)} may start again: {entry.Detail}.",
        SequenceTransition.DrillEnded => $"The drill of {entry.Node} is over: {entry.Detail}.",
        SequenceTransition.StartOrdered or SequenceTransition.NodeReturned or SequenceTransition.NodeMissed => $"{entry.Detail}.",
        SequenceTransition.LookOrdered or SequenceTransition.FeedUnread => $"{entry.Detail}.",
        SequenceTransition.FsdSet => $"{subject} is told to shut down (FSD), and is cut {entry.Detail}.",
        SequenceTransition.CutOrdered => $"{subject} is told to cut its outlets {entry.Detail}.",
        SequenceTransition.CutConfirmed => $"{subject} cuts its outlets {entry.Detail}.",
        SequenceTransition.CutRefused or SequenceTransition.CutAborted => $"{entry.Detail}. What was told to stop stops all the same.",
        _ => entry.Detail,
    };

    private static string Name(JournalEntry entry) => ServiceStep.NameOf(entry.Step, entry.Node);

    private static int PriorityOf(JournalEntry entry) => entry.Transition switch
    {
        SequenceTransition.OutageOpened when entry.Cause == Cause.Drill => Notice,
        SequenceTransition.DrillEnded => entry.Drill is { HasStarted: true } ? Notice : Warning,
        SequenceTransition.OutageOpened or SequenceTransition.FeedJoined or SequenceTransition.MainsLostAgain => Error,
        SequenceTransition.StepRefused or SequenceTransition.NodeMissed or SequenceTransition.FeedUnread or SequenceTransition.CutRefused or SequenceTransition.CutAborted => Error,
        SequenceTransition.OutageEnded or SequenceTransition.MainsBack or SequenceTransition.StepAcknowledged => Notice,
        SequenceTransition.TargetJoined or SequenceTransition.StartOrdered or SequenceTransition.LookOrdered or SequenceTransition.NodeReturned => Notice,
        _ => Warning,
    };
}
