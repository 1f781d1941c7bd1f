using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>One round of a sequence: each entry is applied at once, so that the next decision sees it.</summary>
internal sealed class SequenceRound(OutageState state, SequenceObservation seen)
{
    private readonly ImmutableArray<JournalEntry>.Builder _entries = ImmutableArray.CreateBuilder<JournalEntry>();

    public OutageState State { get; private set; } = state;

    public SequenceObservation Seen { get; } = seen;

    /// <summary>The plan's steps by id; empty without a plan.</summary>
    public IReadOnlyDictionary<string, StopStep> Planned { get; } = seen.Plan?.Steps.ToDictionary(step => step.Id) ?? [];

    /// <summary>The plan's service steps by id.</summary>
    public IReadOnlyDictionary<string, ServiceStep> Services { get; } = seen.Plan?.Services.ToDictionary(step => step.Id) ?? [];

    /// <summary>And by the node that they are on.</summary>
    public ILookup<string, ServiceStep> ServicesOn { get; } = (seen.Plan?.Services ?? []).ToLookup(step => step.Node);

    public ImmutableArray<JournalEntry> Entries => _entries.ToImmutable();

    /// <summary>Written when something begins: often enough to be of use, and not with every line.</summary>
    private static bool Knows(SequenceTransition transition) => transition
        is SequenceTransition.OutageOpened or SequenceTransition.FeedJoined or SequenceTransition.GraceOver or SequenceTransition.MainsLostAgain or SequenceTransition.StepOrdered;

    private ImmutableArray<NodeBoot> BootsOf(JournalEntry entry) => entry.Transition is not (SequenceTransition.OutageOpened or SequenceTransition.TargetJoined) ? [] :
        [.. entry.Nodes.Select(node => new NodeBoot(node, Seen.Nodes.GetValueOrDefault(node)?.BootId ?? "")).Where(boot => boot.BootId.Length > 0)];

    public void Add(SequenceTransition transition, string detail, Func<JournalEntry, JournalEntry>? fill = null)
    {
        var entry = new JournalEntry
        {
            Transition = transition,
            OutageId = State.IsRunning ? State.OutageId : SequenceTable.Row(transition).To is null ? State.Return.OutageId : Seen.NextOutageId,
            HostBootId = Seen.HostBootId,
            At = Seen.Now,
            WallClock = Seen.WallClock,
            Epoch = Seen.Epoch,
            Generation = Seen.Plan?.Generation ?? 0,
            Detail = detail,
            Ends = Knows(transition) ? KnownEnd.Of(Seen.Feeds) : [],
        };
        entry = fill is null ? entry : fill(entry);
        entry = entry with { Boots = BootsOf(entry) };
        if (SequenceTable.Allows(State, entry))
        {
            State = Sequence.Apply(State, entry);
            _entries.Add(entry);
        }
    }
}
