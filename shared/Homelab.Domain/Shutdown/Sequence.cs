using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Carries a plan out. <see cref="Advance"/> looks at levels, not at edges: what it proposes follows from state and observation alone,
/// so that a coordinator that died anywhere goes on where the journal stands.
/// </summary>
public static class Sequence
{
    /// <summary>
    /// Where a journal stands. A sequence goes on only within the boot that wrote it (P1): at every change of the boot only what is to be on
    /// again is inherited, and everything else is observed afresh (P27).
    /// </summary>
    public static OutageState Resume(IEnumerable<JournalEntry> journal, string hostBootId)
    {
        var (state, boot) = (OutageState.None, "");
        foreach (var entry in journal)
        {
            state = Apply(InBoot(state, boot, entry.HostBootId), entry);
            boot = entry.HostBootId;
        }

        return InBoot(state, boot, hostBootId);
    }

    /// <summary>The entries of the last outage; what was heard in peace belongs to none.</summary>
    public static ImmutableArray<JournalEntry> OfLastOutage(ImmutableArray<JournalEntry> journal)
    {
        var id = journal.LastOrDefault(entry => entry.OutageId.Length > 0)?.OutageId;
        return [.. journal.Where(entry => entry.OutageId == id)];
    }

    /// <summary>The state after one entry; an entry that the table does not allow here changes nothing.</summary>
    public static OutageState Apply(OutageState state, JournalEntry entry)
    {
        if (!SequenceTable.Allows(state, entry))
        {
            return state;
        }

        var row = SequenceTable.Row(entry.Transition);
        var next = state with { Phase = row.To ?? state.Phase, Ends = Known(state.Ends, entry), Return = ReturnFold.Apply(state.Return, entry), Cuts = CutFold.Apply(state, entry).Cuts };
        return entry.Transition switch
        {
            SequenceTransition.OutageOpened => new OutageState
            {
                Phase = OutagePhase.Grace,
                OutageId = entry.OutageId,
                Advisory = entry.Advisory,
                Began = entry.At,
                Feeds = entry.Feeds.ToImmutableSortedDictionary(feed => feed, _ => entry.At),
                Ends = Known(OutageState.None.Ends, entry),
                Causes = [entry.Cause ?? Cause.Outage],
                Operator = entry.Operator,
                AskedFeeds = entry.Cause is Cause.Operator or Cause.Drill ? [.. entry.Feeds] : [],
                Return = next.Return,
            },
            SequenceTransition.CauseJoined => next with
            {
                Causes = next.Causes.Add(entry.Cause ?? Cause.Outage),
                Operator = entry.Cause == Cause.Operator ? entry.Operator : next.Operator,
                AskedFeeds = entry.Cause == Cause.Operator ? next.AskedFeeds.Union(entry.Feeds) : next.AskedFeeds,
            },
            SequenceTransition.CauseGone => next with
            {
                Causes = next.Causes.Remove(entry.Cause ?? Cause.Outage),
                Operator = entry.Cause == Cause.Operator ? entry.Operator : next.Operator,
                AskedFeeds = entry.Cause == Cause.Operator ? [] : entry.Cause == Cause.Drill ? next.AskedFeeds.Except(entry.Feeds) : next.AskedFeeds,
            },
            SequenceTransition.Held => next with { IsHeld = true, Operator = entry.Operator },
            SequenceTransition.Released => next with { IsHeld = false, Operator = entry.Operator },
            SequenceTransition.FeedJoined => next with { Feeds = next.Feeds.SetItems(entry.Feeds.Select(feed => KeyValuePair.Create(feed, entry.At))) },
            SequenceTransition.FeedUnread => next with { Feeds = next.Feeds.RemoveRange(entry.Feeds) },
            SequenceTransition.GraceOver => next with { GraceIsOver = true },
            SequenceTransition.FeedCommitted => next with { CommittedFeeds = next.CommittedFeeds.Union(entry.Feeds) },
            SequenceTransition.MainsLostAgain => next with { Phase = Resumed(state) },
            SequenceTransition.OutageEnded => OutageState.None with { Return = next.Return },
            SequenceTransition.Disarmed => next with { Advisory = true },
            _ => row.StepTo is { } to ? next with { Steps = next.Steps.SetItem(entry.Step, Moved(next, entry, to)) } : next,
        };
    }

    /// <summary>Entries in the order in which they are to be journalled and carried out.</summary>
    public static ImmutableArray<JournalEntry> Advance(OutageState state, SequenceObservation seen)
    {
        var round = new SequenceRound(state, seen);
        PhaseAdvance.Into(round);

        // Who joins in this round is in the next plan; this one does not know whom they need.
        if (round.State.IsRunning && !round.Entries.Any(entry => entry.Transition == SequenceTransition.CauseJoined && !entry.Feeds.IsEmpty))
        {
            LookoutAdvance.Into(round);
            ServiceAdvance.Into(round);
            StepAdvance.Into(round);
            CutAdvance.Into(round);
        }

        return round.Entries;
    }

    private static ImmutableSortedDictionary<string, KnownEnd> Known(ImmutableSortedDictionary<string, KnownEnd> ends, JournalEntry entry) =>
        entry.Ends.IsEmpty ? ends : ends.SetItems(entry.Ends.Select(end => KeyValuePair.Create(end.Feed, end)));

    private static OutageState InBoot(OutageState state, string boot, string next) =>
        boot == next ? state : OutageState.None with { Return = state.Return.InAnotherBoot() };

    private static OutagePhase Resumed(OutageState state) =>
        state.Steps.Values.Any(step => step.Phase != StepPhase.Pending) ? OutagePhase.Stopping
        : state.GraceIsOver ? OutagePhase.Holding
        : OutagePhase.Grace;

    private static StepState Moved(OutageState state, JournalEntry entry, StepPhase to)
    {
        var step = state.Steps.GetValueOrDefault(entry.Step) ?? new StepState { Node = entry.Node };
        if (to == StepPhase.Pending)
        {
            step = new StepState { Node = step.Node };
        }

        return step with
        {
            Phase = to,
            BootId = entry.NodeBootId.Length > 0 ? entry.NodeBootId : step.BootId,
            OrderId = entry.OrderId.Length > 0 ? entry.OrderId : step.OrderId,
            OrderedAt = to is StepPhase.Ordered or StepPhase.Advised ? entry.At : step.OrderedAt,

            // An order that was refused after all binds nobody.
            AcknowledgedAt = to switch { StepPhase.Acknowledged => entry.At, StepPhase.Refused => null, _ => step.AcknowledgedAt },
            LeaseUntil = to is StepPhase.Ordered ? entry.LeaseUntil : step.LeaseUntil,
            RebootAt = to is StepPhase.Ordered || entry.Delay is not null ? entry.At + entry.Delay : step.RebootAt,
            OffAt = to is StepPhase.SeenOff or StepPhase.Presumed ? entry.At : step.OffAt,
            Evidence = entry.Detail,
        };
    }
}
