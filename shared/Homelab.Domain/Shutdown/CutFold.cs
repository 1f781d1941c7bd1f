namespace Homelab.Domain.Shutdown;

/// <summary>What each entry makes of the cuts.</summary>
internal static class CutFold
{
    public static bool Allows(OutageState state, JournalEntry entry) =>
        entry.Transition is not (SequenceTransition.FsdSet or SequenceTransition.CutOrdered or SequenceTransition.CutConfirmed or SequenceTransition.CutRefused or SequenceTransition.CutAborted)
        || entry.Feeds.All(feed => Allows(entry.Transition, state.Cuts.GetValueOrDefault(feed)?.Phase));

    public static OutageState Apply(OutageState state, JournalEntry entry) => PhaseAfter(entry.Transition) is not { } phase
        ? entry.Transition == SequenceTransition.MainsLostAgain ? Afresh(state) : state
        : state with { Cuts = state.Cuts.SetItems(entry.Feeds.Select(feed => KeyValuePair.Create(feed, Moved(state.Cuts.GetValueOrDefault(feed), entry, phase)))) };

    /// <summary>What came to nothing is tried again when the mains go again.</summary>
    private static OutageState Afresh(OutageState state) =>
        state with { Cuts = state.Cuts.RemoveRange(state.Cuts.Where(cut => cut.Value.Phase is CutPhase.Refused or CutPhase.Aborted).Select(cut => cut.Key)) };

    private static CutState Moved(CutState? before, JournalEntry entry, CutPhase phase) => new()
    {
        Phase = phase,
        At = entry.At,
        Delay = entry.Delay ?? before?.Delay ?? TimeSpan.Zero,
        OrderedAt = phase == CutPhase.Ordered ? entry.At : before?.OrderedAt,
        Evidence = entry.Detail,
    };

    public static CutPhase? PhaseAfter(SequenceTransition transition) => transition switch
    {
        SequenceTransition.FsdSet => CutPhase.Announced,
        SequenceTransition.CutOrdered => CutPhase.Ordered,
        SequenceTransition.CutConfirmed => CutPhase.Confirmed,
        SequenceTransition.CutRefused => CutPhase.Refused,
        SequenceTransition.CutAborted => CutPhase.Aborted,
        _ => null,
    };

    private static bool Allows(SequenceTransition transition, CutPhase? phase) => transition switch
    {
        SequenceTransition.FsdSet => phase is null,
        SequenceTransition.CutOrdered => phase is null or CutPhase.Announced,
        SequenceTransition.CutConfirmed or SequenceTransition.CutRefused => phase == CutPhase.Ordered,
        _ => phase is not (CutPhase.Refused or CutPhase.Aborted),
    };
}
