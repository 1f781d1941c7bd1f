using System.Collections.Immutable;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Outage;

/// <summary>A plan as the API shows it: times relative to now.</summary>
public static class PlanFrames
{
    public static Plan Of(StopPlan plan, ImmutableArray<PlanFinding> findings, DateTimeOffset wallClock, Moment now)
    {
        var shown = new Plan
        {
            Generation = plan.Generation,
            MadeWallMs = (wallClock - (now - plan.MadeAt)).ToUnixTimeMilliseconds(),
            Feasible = plan.IsFeasible,
            ShortfallSeconds = plan.Shortfall.TotalSeconds,
            NeededSeconds = plan.Needed.TotalSeconds,
        };
        if (plan.Runtime is { } runtime)
        {
            shown.RuntimeSeconds = (plan.MadeAt + runtime - now).TotalSeconds;
        }

        shown.DyingFeeds.AddRange(plan.DyingFeeds);
        shown.Notes.AddRange(plan.Notes);
        shown.Findings.AddRange(findings.Where(finding => !finding.Declared).Select(finding => finding.Sentence));
        shown.Dropped.AddRange(plan.Dropped.Select(edge => new Contracts.V1.DroppedEdge { From = edge.From, To = edge.To, Reason = edge.Reason }));
        shown.Steps.AddRange(plan.Steps.Select(step => Step(step, now)));
        return shown;
    }

    private static PlanStep Step(StopStep step, Moment now)
    {
        var shown = new PlanStep
        {
            Id = step.Id,
            Target = step.Node,
            StartSeconds = (step.Start - now).TotalSeconds,
            LatestStartSeconds = (step.LatestStart - now).TotalSeconds,
            FinishBySeconds = (step.FinishBy - now).TotalSeconds,
            DurationSeconds = step.Duration.TotalSeconds,
            Reason = step.Reason,
            Kind = step.Kind == StopKind.Shed ? "shed" : "commit",
            Wave = step.Wave,
        };
        shown.After.AddRange(step.After);
        return shown;
    }
}
