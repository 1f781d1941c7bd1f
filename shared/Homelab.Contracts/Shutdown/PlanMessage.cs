using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Contracts.Shutdown;

/// <summary>A plan as the API shows it: times relative to the moment of the answer.</summary>
public static class PlanMessage
{
    /// <param name="madeAt">Wall clock of the plan's making; null where the plan is a hypothesis without one.</param>
    public static Plan Of(StopPlan plan, IEnumerable<PlanFinding> findings, Moment now, DateTimeOffset? madeAt)
    {
        var message = new Plan
        {
            Generation = plan.Generation,
            MadeWallMs = madeAt?.ToUnixTimeMilliseconds() ?? 0,
            Feasible = plan.IsFeasible,
            ShortfallSeconds = plan.Shortfall.TotalSeconds,
            NeededSeconds = plan.Needed.TotalSeconds,
            DyingFeeds = { plan.DyingFeeds },
            Steps = { plan.Steps.Select(step => Step(step, now)) },
            Dropped = { plan.Dropped.Select(edge => new V1.DroppedEdge { From = edge.From, To = edge.To, Reason = edge.Reason }) },
            Budgets = { plan.Budgets.Select(budget => Budget(budget, plan.MadeAt, now)) },
            UnknownFeeds = { plan.UnknownFeeds },
            Services = { plan.Services.Select(step => Service(step, now)) },
            Notes = { plan.Notes },
            Asked = plan.IsAsked,
            Findings = { findings.Where(finding => !finding.Declared).Select(finding => finding.Sentence) },
        };
        if (plan.Runtime is { } runtime)
        {
            message.RuntimeSeconds = (plan.MadeAt + runtime - now).TotalSeconds;
        }

        return message;
    }

    /// <summary>Both run down from the making of the plan on, so that what lacks stays what it is.</summary>
    private static V1.FeedBudget Budget(Domain.Shutdown.FeedBudget budget, Moment madeAt, Moment now)
    {
        var passed = now - madeAt;
        var message = new V1.FeedBudget { Feed = budget.Feed, NeededSeconds = (budget.Needed - passed).TotalSeconds };
        if (budget.Given is { } given)
        {
            message.GivenSeconds = (given - passed).TotalSeconds;
        }

        return message;
    }

    private static V1.ServiceStep Service(Domain.Shutdown.ServiceStep step, Moment now) => new()
    {
        Id = step.Id,
        Service = step.Service,
        Node = step.Node,
        Units = { step.Units },
        StartSeconds = (step.Start - now).TotalSeconds,
        DurationSeconds = step.Duration.TotalSeconds,
        After = { step.After },
        Reason = step.Reason,
    };

    private static PlanStep Step(StopStep step, Moment now) => new()
    {
        Id = step.Id,
        Target = step.Node,
        StartSeconds = (step.Start - now).TotalSeconds,
        LatestStartSeconds = (step.LatestStart - now).TotalSeconds,
        FinishBySeconds = (step.FinishBy - now).TotalSeconds,
        DurationSeconds = step.Duration.TotalSeconds,
        After = { step.After },
        Reason = step.Reason,
        Kind = step.Kind switch { StopKind.Shed => "shed", StopKind.Alone => "alone", _ => "commit" },
        Wave = step.Wave,
    };
}
