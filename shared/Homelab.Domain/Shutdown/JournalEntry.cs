using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// One line of the outage journal: a transition and what it needs to be applied again. Written and synced before anything that
/// follows from it is done. Carries the outage and the coordinator host's boot (P1): moments mean nothing in another boot.
/// </summary>
public sealed record JournalEntry
{
    public required SequenceTransition Transition { get; init; }

    public required string OutageId { get; init; }

    /// <summary>Boot id of the coordinator's host.</summary>
    public required string HostBootId { get; init; }

    public required Moment At { get; init; }

    /// <summary>UTC, for display.</summary>
    public DateTimeOffset WallClock { get; init; }

    public ulong Epoch { get; init; }

    public ulong Generation { get; init; }

    public bool Advisory { get; init; }

    public ImmutableArray<string> Feeds { get; init; } = [];

    /// <summary>Nodes of the target set that join or leave it (P27).</summary>
    public ImmutableArray<string> Nodes { get; init; } = [];

    /// <summary>Of those, which an earlier outage stopped, and who else is off; only where an outage opens.</summary>
    public ImmutableArray<OwedNode> Owed { get; init; } = [];

    /// <summary>In which boots the nodes that join the target set were last heard; a node that was never heard has none.</summary>
    public ImmutableArray<NodeBoot> Boots { get; init; } = [];

    /// <summary>Looks at the feeds that it opens with, which it shows to have been in vain; only where an outage opens.</summary>
    public ImmutableArray<FeedLook> Looks { get; init; } = [];

    /// <summary>When the feeds will be empty, by what is known as it is written.</summary>
    public ImmutableArray<KnownEnd> Ends { get; init; } = [];

    public string Step { get; init; } = "";

    public string Node { get; init; } = "";

    public string NodeBootId { get; init; } = "";

    public string OrderId { get; init; } = "";

    /// <summary>The latest expiry of a lease that the node may hold; null where it was given none.</summary>
    public Moment? LeaseUntil { get; init; }

    /// <summary>
    /// From the order to cut a feed to its cut; from the order to a node, or from when it counted as off, to its reboot. Null where neither
    /// follows, or nothing new is known of it.
    /// </summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>What a start does with the node's outlet; null where it is started another way.</summary>
    public OutletAct? Outlet { get; init; }

    /// <summary>Of a node that is presumed off: it had taken the order, or a lease of this outage; what was only sent to it has stopped nobody.</summary>
    public bool? WasTold { get; init; }

    /// <summary>Of a node that is off: the meter of its outlet showed a load and shows none; null where nothing meters it.</summary>
    public bool? IsDark { get; init; }

    /// <summary>What set it going; null where the transition is not about a cause.</summary>
    public Cause? Cause { get; init; }

    /// <summary>Who asked (P30); empty where nobody did.</summary>
    public string Operator { get; init; } = "";

    /// <summary>How long a drilled node's stop took; null where that was not seen.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>What a drill came to, at its end.</summary>
    public DrillResult? Drill { get; init; }

    /// <summary>Why, in words.</summary>
    public string Detail { get; init; } = "";
}
