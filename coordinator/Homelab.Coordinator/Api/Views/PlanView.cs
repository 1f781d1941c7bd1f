using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Api.Views;

/// <summary>What will be stopped, in which order and by when. Times are seconds from the moment of the answer.</summary>
/// <param name="Feasible">False where the time does not suffice for the whole order.</param>
/// <param name="RuntimeSeconds">Until the first feed is empty; null where unknown.</param>
/// <param name="NeededSeconds">What the whole order wants of the feed that fits worst.</param>
/// <param name="Findings">What an independent checker found wrong with it.</param>
/// <param name="Budgets">What the whole order wants of each dying feed; the one that fits worst comes first.</param>
/// <param name="Services">Services that are stopped before their nodes.</param>
/// <param name="UnknownFeeds">Feeds of which nothing is known: they neither lengthen a life nor end one.</param>
public sealed record PlanView(
    ulong Generation,
    long MadeWallMs,
    IReadOnlyList<string> DyingFeeds,
    IReadOnlyList<PlanStepView> Steps,
    IReadOnlyList<DroppedEdgeView> Dropped,
    bool Feasible,
    double ShortfallSeconds,
    double? RuntimeSeconds,
    double NeededSeconds,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Findings,
    IReadOnlyList<FeedBudgetView> Budgets,
    IReadOnlyList<string> UnknownFeeds,
    IReadOnlyList<ServiceStepView> Services,
    bool Asked)
{
    public static PlanView Of(Plan plan) => new(
        plan.Generation,
        plan.MadeWallMs,
        [.. plan.DyingFeeds],
        [.. plan.Steps.Select(PlanStepView.Of)],
        [.. plan.Dropped.Select(edge => new DroppedEdgeView(edge.From, edge.To, edge.Reason))],
        plan.Feasible,
        Finite.Or(plan.ShortfallSeconds, 0),
        plan.HasRuntimeSeconds ? Finite.OrNull(plan.RuntimeSeconds) : null,
        Finite.Or(plan.NeededSeconds, 0),
        [.. plan.Notes],
        [.. plan.Findings],
        [.. plan.Budgets.Select(budget => new FeedBudgetView(budget.Feed, Finite.Or(budget.NeededSeconds, 0), budget.HasGivenSeconds ? Finite.OrNull(budget.GivenSeconds) : null))],
        [.. plan.UnknownFeeds],
        [.. plan.Services.Select(ServiceStepView.Of)],
        plan.Asked);
}

/// <summary>A service that is stopped before its node.</summary>
/// <param name="StartSeconds">Earlier where its node is called down before.</param>
/// <param name="Reason">What it stops before.</param>
public sealed record ServiceStepView(
    string Id, string Service, string Node, IReadOnlyList<string> Units, double StartSeconds, double DurationSeconds, IReadOnlyList<string> After, string Reason)
{
    public static ServiceStepView Of(ServiceStep step) => new(
        step.Id, step.Service, step.Node, [.. step.Units], Finite.Or(step.StartSeconds, 0), Finite.Or(step.DurationSeconds, 0), [.. step.After], step.Reason);
}

/// <summary>What the whole order wants of a feed, and how long that one lasts; null where unknown.</summary>
public sealed record FeedBudgetView(string Feed, double NeededSeconds, double? GivenSeconds);

/// <param name="Reason">The constraint that binds the start, in a sentence.</param>
/// <param name="Kind">shed, commit, or alone: it goes by itself, for nobody can tell it anything.</param>
/// <param name="Wave">For display: steps of one wave do not wait for each other.</param>
public sealed record PlanStepView(
    string Id,
    string Target,
    double StartSeconds,
    double LatestStartSeconds,
    double FinishBySeconds,
    double DurationSeconds,
    IReadOnlyList<string> After,
    string Reason,
    string Kind,
    int Wave)
{
    public static PlanStepView Of(PlanStep step) => new(
        step.Id,
        step.Target,
        Finite.Or(step.StartSeconds, 0),
        Finite.Or(step.LatestStartSeconds, 0),
        Finite.Or(step.FinishBySeconds, 0),
        Finite.Or(step.DurationSeconds, 0),
        [.. step.After],
        step.Reason,
        step.Kind,
        step.Wave);
}

/// <summary>An order that the time does not allow.</summary>
public sealed record DroppedEdgeView(string From, string To, string Reason);
