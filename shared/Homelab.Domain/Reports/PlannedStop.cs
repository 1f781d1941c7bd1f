using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>One step as it was planned; spans since the opening.</summary>
public sealed record PlannedStop
{
    /// <summary>Such as <c>stop:nas</c> or <c>service:cloud@nas</c>.</summary>
    public required string Id { get; init; }

    public required string Node { get; init; }

    /// <summary>Null for a service's step.</summary>
    public StopKind? Kind { get; init; }

    public required TimeSpan Start { get; init; }

    /// <summary>Null for a service's step: its node goes without it; and where an operator asked for it: no battery ends.</summary>
    public TimeSpan? LatestStart { get; init; }

    public required TimeSpan FinishBy { get; init; }

    /// <summary>A node that an operator asked to stop: it has no latest start, and cannot be late.</summary>
    public bool IsAtWill => Kind is not null && LatestStart is null;

    /// <summary>How long the stop was reckoned to take.</summary>
    public required TimeSpan Duration { get; init; }

    public ImmutableArray<string> After { get; init; } = [];

    public string Reason { get; init; } = "";

    public static ImmutableArray<PlannedStop> Of(StopPlan plan, Func<Moment, TimeSpan> since) =>
    [
        .. plan.Services.Select(step => new PlannedStop
        {
            Id = step.Id,
            Node = step.Node,
            Start = since(step.Start),
            FinishBy = since(step.Start + step.Duration),
            Duration = step.Duration,
            After = step.After,
            Reason = step.Reason,
        }),
        .. plan.Steps.Select(step => new PlannedStop
        {
            Id = step.Id,
            Node = step.Node,
            Kind = step.Kind,
            Start = since(step.Start),
            LatestStart = step.IsAsked ? null : since(step.LatestStart),
            FinishBy = since(step.FinishBy),
            Duration = step.Duration,
            After = step.After,
            Reason = step.Reason,
        }),
    ];
}
