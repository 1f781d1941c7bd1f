using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>What each entry makes of the target set.</summary>
internal static class ReturnFold
{
    public static bool Allows(ReturnState state, JournalEntry entry) => entry.Transition switch
    {
        SequenceTransition.GateOpened => entry.Nodes.IsEmpty ? state.IsOpen && !state.OpenFeeds.IsSupersetOf(entry.Feeds) : entry.Nodes.Any(node => state.Nodes.GetValueOrDefault(node) is { IsLookout: false }),
        SequenceTransition.StartOrdered or SequenceTransition.NodeMissed or SequenceTransition.LookOrdered => state.Nodes.ContainsKey(entry.Node),
        SequenceTransition.NodeReturned => entry.Nodes.Any(node => state.Nodes.ContainsKey(node) || state.Off.ContainsKey(node)),
        SequenceTransition.DrillEnded => state.Drill is not null,
        _ => true,
    };

    public static ReturnState Apply(ReturnState state, JournalEntry entry)
    {
        var off = Off(state, entry);
        return Nodes(state, entry) with { Drill = DrillState.After(state.Drill, entry), Off = off, Dark = Dark(state, entry).Intersect(off.Keys) };
    }

    private static ReturnState Nodes(ReturnState state, JournalEntry entry) => entry.Transition switch
    {
        // A start that is pending counts as on (P27), so what is known of it goes on.
        SequenceTransition.OutageOpened => ReturnState.None with
        {
            OutageId = entry.OutageId,
            Stopped = state.Stopped.RemoveRange(entry.Nodes),
            Asked = entry.Cause == Cause.Operator ? state.Nodes.RemoveRange(entry.Nodes) : ReturnState.None.Asked,
            Looks = entry.Looks.ToImmutableSortedDictionary(look => look.Feed, look => look),
            Unread = state.Unread.RemoveRange(entry.Feeds),
            Nodes = ReturnState.None.Nodes.AddRange(entry.Nodes.Select(node => KeyValuePair.Create(node, Joined(entry, node, state.Nodes.GetValueOrDefault(node) ?? Inherited(entry, node))))),
        },
        SequenceTransition.TargetJoined => entry.Nodes.Aggregate(
            (state with { OutageId = entry.OutageId, Stopped = state.Stopped.RemoveRange(entry.Nodes) }).With(entry.Nodes),
            (next, name) => next.With(name, node => Joined(entry, name, node))),

        // What an operator stops is nothing that an outage stopped; unless it is taken back.
        SequenceTransition.CauseJoined => (state with { Asked = state.Asked.SetItems(state.Nodes.Where(node => entry.Nodes.Contains(node.Key))) }).Without(entry.Nodes),
        SequenceTransition.CauseGone when entry.Cause != Cause.Operator => state,
        SequenceTransition.CauseGone when entry.Nodes.IsEmpty => state with { OutageId = entry.OutageId, Asked = ReturnState.None.Asked, Nodes = state.Asked.SetItems(state.Nodes) },
        SequenceTransition.CauseGone => state with { Asked = ReturnState.None.Asked, Stopped = state.Stopped.SetItems(entry.Nodes.Select(node => KeyValuePair.Create(node, BootOf(entry, node)))) },
        SequenceTransition.StepOrdered when !ServiceStep.IsId(entry.Step) => state.With(entry.Node, node => node with { StoppedBoot = entry.NodeBootId, IsLeaving = false, BackAt = entry.At + entry.Delay }),
        SequenceTransition.StepSeenOff or SequenceTransition.StepPresumed when !ServiceStep.IsId(entry.Step) => state.With(entry.Node, node => node with { GoneBoot = entry.NodeBootId }),
        SequenceTransition.StepAcknowledged when !ServiceStep.IsId(entry.Step) => state.With(entry.Node, node => node with { IsLeaving = true }),
        SequenceTransition.StepRefused or SequenceTransition.StepReopened when !ServiceStep.IsId(entry.Step) => state.With(entry.Node, node => node with { IsLeaving = false }),
        SequenceTransition.FeedJoined => state with { Unread = state.Unread.RemoveRange(entry.Feeds) },
        SequenceTransition.LookOrdered => state.With(entry.Node, node => node with { Phase = ReturnPhase.Starting, IsLookout = true, TriedAt = entry.At }).Looked(entry.Feeds, entry.At),
        SequenceTransition.FeedUnread => state with { Unread = state.Unread.SetItems(entry.Feeds.Select(feed => KeyValuePair.Create(feed, entry.At))) },
        SequenceTransition.OutageEnded => (state with { Asked = ReturnState.None.Asked, Looks = state.Looks.RemoveRange(entry.Feeds) }).Anew(entry.At, isSteady: entry.Feeds.All(AskedNodes.IsOne) && state.Unread.IsEmpty),
        SequenceTransition.DrillEnded => (state with { Drill = null }).Without([]),
        SequenceTransition.GateOpened when entry.Nodes.IsEmpty => state with { OpenFeeds = state.OpenFeeds.Union(entry.Feeds) },

        // For who is named with it alone, to look: what else hangs on these feeds waits for a reading.
        SequenceTransition.GateOpened => entry.Nodes.Aggregate(state, (next, name) => next.With(name, node => node with { IsLookout = true })).Looked(entry.Feeds, entry.At),
        SequenceTransition.StartOrdered => state.With(entry.Node, node => node with { Phase = ReturnPhase.Starting, Tries = node.Tries + 1, TriedAt = entry.At }),
        SequenceTransition.NodeReturned => state.Without(entry.Nodes),
        SequenceTransition.NodeMissed => state.Without([entry.Node]),
        _ => state,
    };

    private static ImmutableSortedDictionary<string, string> Off(ReturnState state, JournalEntry entry) => entry.Transition switch
    {
        SequenceTransition.OutageOpened => state.Off.AddRange(entry.Owed.Where(owed => owed.WasOff && !state.Off.ContainsKey(owed.Node)).Select(owed => KeyValuePair.Create(owed.Node, owed.StoppedBoot))),
        SequenceTransition.NodeReturned => state.Off.RemoveRange(entry.Nodes),

        // They are heard; whom an operator wants started may be off.
        SequenceTransition.TargetJoined when entry.Operator.Length == 0 => state.Off.RemoveRange(entry.Nodes),
        SequenceTransition.StartOrdered or SequenceTransition.LookOrdered when entry.Outlet == OutletAct.Cycle => state.Off.Remove(entry.Node),
        _ when ServiceStep.IsId(entry.Step) => state.Off,
        SequenceTransition.StepSeenOff => state.Off.SetItem(entry.Node, entry.NodeBootId),
        SequenceTransition.StepPresumed when entry.WasTold == true => state.Off.SetItem(entry.Node, entry.NodeBootId),
        SequenceTransition.StepOrdered or SequenceTransition.StepRefused or SequenceTransition.StepReopened => state.Off.Remove(entry.Node),
        _ => state.Off,
    };

    private static ImmutableSortedSet<string> Dark(ReturnState state, JournalEntry entry) => entry.Transition switch
    {
        SequenceTransition.OutageOpened => state.Dark.Union(entry.Owed.Where(owed => owed.WasDark).Select(owed => owed.Node)),
        SequenceTransition.StepSeenOff or SequenceTransition.StepPresumed when entry.IsDark == true => state.Dark.Add(entry.Node),
        _ => state.Dark,
    };

    private static string BootOf(JournalEntry entry, string node) => entry.Owed.FirstOrDefault(owed => owed.Node == node)?.StoppedBoot ?? "";

    private static ReturnNode Joined(JournalEntry entry, string name, ReturnNode node) => node with { JoinedBoot = entry.Boots.FirstOrDefault(boot => boot.Node == name)?.BootId ?? node.JoinedBoot };

    private static ReturnNode Inherited(JournalEntry entry, string node) =>
        entry.Owed.FirstOrDefault(owed => owed.Node == node) is { } owed ? ReturnNode.Away with { StoppedBoot = owed.StoppedBoot, IsLeaving = owed.IsLeaving } : ReturnNode.Away;
}
