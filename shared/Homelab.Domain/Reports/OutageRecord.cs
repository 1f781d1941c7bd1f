using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>
/// What is held of one outage, while it runs and after it: facts alone, from which its report is folded. It is what the store keeps. A span counts
/// from the opening, by the monotonic clock within the boot that opened it and by the wall clock beyond.
/// </summary>
public sealed record OutageRecord
{
    /// <summary>What says no more about an outage than that it goes on for days.</summary>
    public const int MostEntries = 4096;

    public required string Id { get; init; }

    public required string Lab { get; init; }

    /// <summary>The node that the coordinator runs on: nobody is left to see it go. Empty where it is none of the lab.</summary>
    public string CoordinatorNode { get; init; } = "";

    /// <summary>Boot of the coordinator's host in which it opened.</summary>
    public required string HostBootId { get; init; }

    public required Moment OpenedAt { get; init; }

    public required DateTimeOffset OpenedWall { get; init; }

    /// <summary>From the opening to the end of the way back.</summary>
    public ImmutableArray<JournalEntry> Entries { get; init; } = [];

    /// <summary>The plan in force when the first step began, and steps that came later as they came; the newest plan before that.</summary>
    public ImmutableArray<PlannedStop> Planned { get; init; } = [];

    public ImmutableArray<DroppedEdge> Dropped { get; init; } = [];

    /// <summary>How much time lacked for the whole order; zero where it fitted.</summary>
    public TimeSpan Shortfall { get; init; }

    public ImmutableSortedDictionary<string, FeedTrack> Feeds { get; init; } = ImmutableSortedDictionary<string, FeedTrack>.Empty;

    /// <summary>When the stream of a node that was told to stop ended; nobody sees a machine go dark sooner.</summary>
    public ImmutableSortedDictionary<string, TimeSpan> Silent { get; init; } = ImmutableSortedDictionary<string, TimeSpan>.Empty;

    /// <summary>What the lab file should say after it.</summary>
    public ImmutableArray<LabChange> Changes { get; init; } = [];

    /// <summary>The coordinator's host began another boot before its end: nobody saw that.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>The outage that began before everybody was on again; empty where none did.</summary>
    public string TakenOverBy { get; init; } = "";

    public bool IsEnded => Entries.Any(entry => entry.Transition == SequenceTransition.OutageEnded);

    /// <summary>It runs, or somebody is to be on again after it.</summary>
    public bool IsOpen() => TakenOverBy.Length == 0
        && ((!IsCutShort && !IsEnded) || Sequence.Resume(Entries, Entries[^1].HostBootId).Return.IsOpen);

    public TimeSpan At(JournalEntry entry) => At(entry.HostBootId, entry.At, entry.WallClock);

    public TimeSpan At(string boot, Moment at, DateTimeOffset wall) => boot == HostBootId ? at - OpenedAt : wall - OpenedWall;
}
