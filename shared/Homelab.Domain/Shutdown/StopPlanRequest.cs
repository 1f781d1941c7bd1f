using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>All that a plan depends on.</summary>
public sealed record StopPlanRequest
{
    public required LabConfig Lab { get; init; }

    /// <summary>What truly hangs on which feed: in <see cref="Lab"/> what an operator asked to shut down hangs on one of its own. Null where that is the same.</summary>
    public LabConfig? Wired { get; init; }

    public required ImmutableArray<FeedAssessment> Feeds { get; init; }

    public required Moment Now { get; init; }

    public required ulong Generation { get; init; }

    /// <summary>Nodes whose stop has begun or is over: their own start can no longer be late.</summary>
    public ImmutableHashSet<string> Stopping { get; init; } = [];

    /// <summary>Since when those of them stop, or did, of which that is known.</summary>
    public ImmutableDictionary<string, Moment> Began { get; init; } = ImmutableDictionary<string, Moment>.Empty;

    /// <summary>Nodes that cannot be told anything: when they go is settled, so no order is given up to make them go in time.</summary>
    public ImmutableHashSet<string> Unreachable { get; init; } = [];

    /// <summary>Those of them that never hear of this outage at all, so that they hold no lease either (P12): they go as their agents decide alone.</summary>
    public ImmutableHashSet<string> Deaf { get; init; } = [];

    /// <summary>Nodes with an upsmon of their own: they go down at low battery whatever is planned (P16).</summary>
    public ImmutableHashSet<string> LocalUpsmons { get; init; } = [];

    /// <summary>Durations that are not the declared ones (P21), by node and by the id of a service step.</summary>
    public ImmutableDictionary<string, LearnedStop> LearnedStops { get; init; } = ImmutableDictionary<string, LearnedStop>.Empty;

    /// <summary>Nodes of which a drill has proved that they can be started again; only these may be shed (P23).</summary>
    public ImmutableHashSet<string> ProvenStarts { get; init; } = [];
}
