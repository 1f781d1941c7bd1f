namespace Homelab.Domain.Shutdown;

/// <summary>A live drill on its way: one node is stopped and started again, and both are measured. It outlives the stop and ends with the start.</summary>
public sealed record DrillState(string Node, string Operator)
{
    /// <summary>From the order taken to the last sign of life; null where it has not stopped, or nobody saw when it took the order.</summary>
    public TimeSpan? StopTook { get; init; }

    /// <summary>When its start was first called for.</summary>
    public Moment? StartedAt { get; init; }

    public Moment? ReturnedAt { get; init; }

    /// <summary>Why it was given up; empty where it was not.</summary>
    public string Missed { get; init; } = "";

    /// <summary>The coordinator's host started anew in the middle: its moments mean nothing any more.</summary>
    public bool IsBroken { get; init; }

    internal static DrillState? After(DrillState? drill, JournalEntry entry) => entry.Transition switch
    {
        SequenceTransition.OutageOpened => entry.Cause == Cause.Drill ? new DrillState(entry.Node, entry.Operator) : null,
        SequenceTransition.DrillEnded => null,
        _ when drill is null => null,
        SequenceTransition.CauseGone when entry.Cause == Cause.Drill => drill with { StopTook = entry.Took },
        SequenceTransition.StartOrdered when entry.Node == drill.Node => drill with { StartedAt = drill.StartedAt ?? entry.At },
        SequenceTransition.NodeReturned when entry.Nodes.Contains(drill.Node) => drill with { ReturnedAt = entry.At },
        SequenceTransition.NodeMissed when entry.Node == drill.Node => drill with { Missed = entry.Detail },
        _ => drill,
    };
}
