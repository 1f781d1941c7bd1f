using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record PlanJson(
    ulong Generation,
    long MadeWallMs,
    IReadOnlyList<string> DyingFeeds,
    IReadOnlyList<PlanStepJson> Steps,
    IReadOnlyList<DroppedEdgeJson> Dropped,
    bool Feasible,
    double? ShortfallSeconds,
    double? RuntimeSeconds,
    double? NeededSeconds,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Findings,
    IReadOnlyList<FeedBudgetJson> Budgets,
    IReadOnlyList<string> UnknownFeeds,
    IReadOnlyList<ServiceStepJson> Services,
    bool Asked)
{
    public static PlanJson Of(Plan plan) => new(
        plan.Generation,
        plan.MadeWallMs,
        [.. plan.DyingFeeds],
        [.. plan.Steps.Select(PlanStepJson.Of)],
        [.. plan.Dropped.Select(edge => new DroppedEdgeJson(edge.From, edge.To, edge.Reason))],
        plan.Feasible,
        Number.Of(plan.ShortfallSeconds),
        Number.Of(plan.HasRuntimeSeconds, plan.RuntimeSeconds),
        Number.Of(plan.NeededSeconds),
        [.. plan.Notes],
        [.. plan.Findings],
        [.. plan.Budgets.Select(budget => new FeedBudgetJson(budget.Feed, Number.Of(budget.NeededSeconds), Number.Of(budget.HasGivenSeconds, budget.GivenSeconds)))],
        [.. plan.UnknownFeeds],
        [.. plan.Services.Select(ServiceStepJson.Of)],
        plan.Asked);
}

public sealed record ServiceStepJson(
    string Id, string Service, string Node, IReadOnlyList<string> Units, double? StartSeconds, double? DurationSeconds, IReadOnlyList<string> After, string Reason)
{
    public static ServiceStepJson Of(ServiceStep step) => new(
        step.Id, step.Service, step.Node, [.. step.Units], Number.Of(step.StartSeconds), Number.Of(step.DurationSeconds), [.. step.After], step.Reason);
}

public sealed record FeedBudgetJson(string Feed, double? NeededSeconds, double? GivenSeconds);

public sealed record DroppedEdgeJson(string From, string To, string Reason);

public sealed record PlanStepJson(
    string Id,
    string Target,
    double? StartSeconds,
    double? LatestStartSeconds,
    double? FinishBySeconds,
    double? DurationSeconds,
    IReadOnlyList<string> After,
    string Reason,
    string Kind,
    int Wave)
{
    public static PlanStepJson Of(PlanStep step) => new(
        step.Id,
        step.Target,
        Number.Of(step.StartSeconds),
        Number.Of(step.LatestStartSeconds),
        Number.Of(step.FinishBySeconds),
        Number.Of(step.DurationSeconds),
        [.. step.After],
        step.Reason,
        step.Kind,
        step.Wave);
}
