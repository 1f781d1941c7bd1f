using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Cli.Offline;

/// <summary>A plan as the API shows it: times relative to the moment that it was made.</summary>
internal static class PlanMessage
{
    public static Plan Of(StopPlan plan, IEnumerable<PlanFinding> findings)
    {
        var message = new Plan
        {
            Generation = plan.Generation,
            Feasible = plan.IsFeasible,
            ShortfallSeconds = plan.Shortfall.TotalSeconds,
            NeededSeconds = plan.Needed.TotalSeconds,
            DyingFeeds = { plan.DyingFeeds },
            Steps = { plan.Steps.Select(step => Step(step, plan.MadeAt)) },
            Dropped = { plan.Dropped.Select(edge => new Contracts.V1.DroppedEdge { From = edge.From, To = edge.To, Reason = edge.Reason }) },
            Notes = { plan.Notes },
            Findings = { findings.Where(finding => !finding.Declared).Select(finding => finding.Sentence) },
        };
        if (plan.Runtime is { } runtime)
        {
            message.RuntimeSeconds = runtime.TotalSeconds;
        }

        return message;
    }

    private static PlanStep Step(StopStep step, Moment made) => new()
    {
        Id = step.Id,
        Target = step.Node,
        StartSeconds = (step.Start - made).TotalSeconds,
        LatestStartSeconds = (step.LatestStart - made).TotalSeconds,
        FinishBySeconds = (step.FinishBy - made).TotalSeconds,
        DurationSeconds = step.Duration.TotalSeconds,
        After = { step.After },
        Reason = step.Reason,
        Kind = step.Kind == StopKind.Shed ? "shed" : "commit",
        Wave = step.Wave,
    };
}
