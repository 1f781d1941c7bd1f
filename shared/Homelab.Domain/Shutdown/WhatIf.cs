using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

public enum LostKind
{
    Switch,
    Node,
    Feed,
}

/// <summary>Something that is taken to be gone when the power goes.</summary>
public sealed record LostThing(LostKind Kind, string Name);

/// <summary>What an operator asks a plan for, beyond "the power goes now".</summary>
public sealed record WhatIf
{
    public static readonly WhatIf Nothing = new();

    /// <summary>Charge of every battery that dies, 0 to 1; null for what it is.</summary>
    public double? ChargeRatio { get; init; }

    public ImmutableArray<LostThing> Lost { get; init; } = [];

    public bool IsNothing => ChargeRatio is null && Lost.IsEmpty;

    /// <summary>Reads <c>switch:core</c>, <c>node:nas</c> or <c>feed:desk-ups</c>.</summary>
    /// <returns>The thing, or a sentence that says what is wrong with the text.</returns>
    public static (LostThing? Thing, string Error) ReadLost(string text, LabConfig lab)
    {
        var parts = text.Split(':', 2);
        (LostKind Kind, IEnumerable<string> Names)? named = parts[0] switch
        {
            "switch" => (LostKind.Switch, lab.Switches.Select(item => item.Name)),
            "node" => (LostKind.Node, lab.Nodes.Select(node => node.Name)),
            "feed" => (LostKind.Feed, lab.Feeds.Where(feed => !feed.IsMains).Select(feed => feed.Name)),
            _ => null,
        };
        if (named is not { } known || parts.Length < 2)
        {
            return (null, "What is lost is written as switch:NAME, node:NAME or feed:NAME.");
        }

        return known.Names.Contains(parts[1])
            ? (new LostThing(known.Kind, parts[1]), "")
            : (null, $"The lab has no {parts[0]} of that name to lose. It has {(known.Names.Any() ? string.Join(", ", known.Names) : "none")}.");
    }

    /// <param name="feeds">Feeds in the hypothesis that the power goes, as <see cref="PowerGoesNow"/> makes them.</param>
    public Hypothesis On(LabConfig lab, ImmutableArray<FeedAssessment> feeds)
    {
        var charged = ChargeRatio is { } ratio ? [.. feeds.Select(feed => feed.IsDying ? AtCharge(feed, ratio) : feed)] : feeds;
        return Lost.IsEmpty ? new Hypothesis(lab, charged, [], []) : LostThings.TakeFrom(lab, charged, Lost);
    }

    private static FeedAssessment AtCharge(FeedAssessment feed, double ratio)
    {
        var whole = feed.ChargeRatio is { } charge and > 0 ? feed.Runtime / charge : feed.Runtime;
        var basis = feed.ChargeRatio is { } known ? $"{feed.RuntimeBasis}, as if {ratio:P0} were left instead of {known:P0}" : $"{feed.RuntimeBasis}, as if {ratio:P0} of it were left";
        return feed with { ChargeRatio = ratio, Runtime = whole * ratio, RuntimeBasis = feed.Runtime is null ? feed.RuntimeBasis : basis };
    }
}

/// <summary>A lab and its feeds as they would be.</summary>
/// <param name="Unreachable">Nodes that no order would reach.</param>
/// <param name="Notes">What follows from the losses, in whole sentences.</param>
public sealed record Hypothesis(LabConfig Lab, ImmutableArray<FeedAssessment> Feeds, ImmutableHashSet<string> Unreachable, ImmutableArray<string> Notes)
{
    private ImmutableHashSet<string> Deaf => DarkPaths.Deaf(Lab, Feeds);

    public StopPlanRequest Request(Moment now, ulong generation) =>
        new() { Lab = Lab, Feeds = Feeds, Now = now, Generation = generation, Unreachable = Unreachable.Union(Deaf), Deaf = Deaf };

    /// <summary>The plan, with what follows from the losses before its own notes.</summary>
    public StopPlan Plan(StopPlanRequest request)
    {
        var plan = StopPlanner.Plan(request);
        var lacks = Lacks(plan, request);
        return plan with { IsFeasible = plan.IsFeasible && lacks <= TimeSpan.Zero, Shortfall = lacks > plan.Shortfall ? lacks : plan.Shortfall, Notes = [.. Notes, .. plan.Notes] };
    }

    /// <summary>The planner gives up no order for a node that no order reaches; that its time does not suffice is true all the same, and is what was asked for.</summary>
    private static TimeSpan Lacks(StopPlan plan, StopPlanRequest request)
    {
        var late = plan.Steps.Any(step => request.Unreachable.Contains(step.Node) && !request.Deaf.Contains(step.Node) && step.LatestStart < request.Now);
        return late ? plan.Budgets.Select(budget => budget.Lacks).DefaultIfEmpty().Max() : TimeSpan.Zero;
    }
}
