using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// What will be stopped, in which order and by when: immutable, and so specific that carrying it out makes no choices.
/// </summary>
public sealed record StopPlan
{
    public required ulong Generation { get; init; }

    public required Moment MadeAt { get; init; }

    /// <summary>Feeds that die in this plan, the first to be empty first.</summary>
    public ImmutableArray<string> DyingFeeds { get; init; } = [];

    /// <summary>In order of their starts; ties by name.</summary>
    public ImmutableArray<StopStep> Steps { get; init; } = [];

    /// <summary>Services that are stopped before their nodes, in order of their starts; ties by id.</summary>
    public ImmutableArray<ServiceStep> Services { get; init; } = [];

    /// <summary>The feeds that are cut with return in the end (P25).</summary>
    public ImmutableArray<CutStep> Cuts { get; init; } = [];

    /// <summary>Orders that the time does not allow.</summary>
    public ImmutableArray<DroppedEdge> Dropped { get; init; } = [];

    public bool IsFeasible { get; init; } = true;

    /// <summary>How much time lacks for the whole order; zero where feasible.</summary>
    public TimeSpan Shortfall { get; init; }

    /// <summary>Until the first dying feed is empty; null where no runtime is known, or none ends.</summary>
    public TimeSpan? Runtime { get; init; }

    /// <summary>An operator asked for all of it: no battery ends, so that nothing can be lacking.</summary>
    public bool IsAsked { get; init; }

    /// <summary>What the whole order wants of each dying feed, before any of it is given up; the one that fits worst comes first.</summary>
    public ImmutableArray<FeedBudget> Budgets { get; init; } = [];

    /// <summary>What the whole order wants of the feed that fits worst, from the making of the plan on.</summary>
    public TimeSpan Needed => Budgets.IsEmpty ? TimeSpan.Zero : Budgets[0].Needed;

    /// <summary>When each dying feed is empty, as this plan reckons it; without those of which nobody knows.</summary>
    public ImmutableDictionary<string, Moment> Ends { get; init; } = ImmutableDictionary<string, Moment>.Empty;

    /// <summary>Feeds of which nothing is known: they neither lengthen a life nor end one (P15).</summary>
    public ImmutableArray<string> UnknownFeeds { get; init; } = [];

    /// <summary>Nodes that were going or off when it was made: it lets nobody rely on them.</summary>
    public ImmutableHashSet<string> Going { get; init; } = [];

    /// <summary>What the plan assumes and what it cannot do, in whole sentences.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public StopStep? StepOf(string node) => Steps.FirstOrDefault(step => step.Node == node);

    public ServiceStep? ServiceOf(string id) => Services.FirstOrDefault(step => step.Id == id);
}

public enum StopKind
{
    /// <summary>Given up early by policy; can be started again.</summary>
    Shed,

    /// <summary>Stops because its power ends.</summary>
    Commit,

    /// <summary>Goes by itself: nobody can tell it anything.</summary>
    Alone,
}

/// <summary>One node's stop.</summary>
public sealed record StopStep
{
    /// <summary>Such as <c>stop:nas</c>.</summary>
    public required string Id { get; init; }

    public required string Node { get; init; }

    public required StopKind Kind { get; init; }

    /// <summary>When it is ordered if nothing is left to wait for: two beats before the latest start, or earlier by a shed rule.</summary>
    public required Moment Start { get; init; }

    /// <summary>The last moment that still fits; also the expiry of the node's lease.</summary>
    public required Moment LatestStart { get; init; }

    /// <summary>The moment by which it must be off; where an operator asked for it no battery ends, and it is when it will be.</summary>
    public required Moment FinishBy { get; init; }

    /// <summary>An operator gave its feeds up: nothing is lost when it goes later, so that it can not be late.</summary>
    public bool IsAsked { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>When it starts again if its power never went; null where it powers off (P26).</summary>
    public Moment? RebootAt { get; init; }

    /// <summary>Ids of steps that end before this one starts, unless its latest start comes first (P19).</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Feeds whose death takes this node down.</summary>
    public ImmutableArray<string> Feeds { get; init; } = [];

    /// <summary>The constraint that binds the start, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>For display only (P19).</summary>
    public int Wave { get; init; }
}

/// <summary>An order "<paramref name="From"/> before <paramref name="To"/>" that the plan gave up, and why.</summary>
public sealed record DroppedEdge(string From, string To, string Reason);
