using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Looks at a finished plan with fresh eyes: it shares no code with the planner, so that one mistake is not made twice.
/// </summary>
public static class PlanChecker
{
    public static ImmutableArray<PlanFinding> Check(LabConfig lab, ImmutableArray<FeedAssessment> feeds, StopPlan plan)
    {
        var cycles = Cycles(plan);
        var seen = new CheckedPlan(lab, feeds, plan);
        return [.. Forgotten(seen), .. cycles, .. NeedsBeforeDependents(seen), .. Budget(seen), .. Paths(seen), .. Last(seen), .. CheckedServices.Of(lab, plan)];
    }

    private static IEnumerable<PlanFinding> Forgotten(CheckedPlan seen) =>
        from node in seen.Lab.Nodes
        where seen.LosesPower(node.Feeds) && seen.StepOf(node.Name) is null
        select new PlanFinding(PlanFault.Forgotten, $"{node.Name} loses all power and has no step.", false);

    private static PlanFinding[] Cycles(StopPlan plan)
    {
        // Take away, round by round, the steps that wait for nothing left: what remains waits in a ring.
        var left = plan.Steps.ToDictionary(step => step.Id, step => step.After);
        while (left.Where(pair => !pair.Value.Any(left.ContainsKey)).Select(pair => pair.Key).ToList() is { Count: > 0 } free)
        {
            free.ForEach(id => left.Remove(id));
        }

        return left.Count == 0
            ? []
            : [new PlanFinding(PlanFault.Cycle, $"These steps wait for each other: {string.Join(", ", left.Keys.Order(StringComparer.Ordinal))}.", false)];
    }

    private static IEnumerable<PlanFinding> NeedsBeforeDependents(CheckedPlan seen) =>
        from service in seen.Lab.Services
        from need in service.Needs.Select(seen.Service).OfType<ServiceConfig>()
        from host in service.On
        let dependent = seen.StepOf(host)
        where dependent is not null
        let culprit = TooEarly(dependent, need, seen)
        where culprit is not null
        select new PlanFinding(
            PlanFault.NeedBeforeDependent,
            $"{service.Name} on {host} needs {need.Name}, but {culprit} may begin to stop before {host} is off.",
            need.On.Any(other => seen.IsDropped(host, other)));

    /// <summary>The host whose stop leaves fewer instances than needed while the dependent may still run; null where enough remain.</summary>
    private static string? TooEarly(StopStep dependent, ServiceConfig need, CheckedPlan seen)
    {
        var early = need.On
            .Select(seen.StepOf)
            .OfType<StopStep>()
            .Where(step => step.Node != dependent.Node && seen.MayStartBefore(step, dependent))
            .OrderBy(step => step.LatestStart.Nanoseconds)
            .ToList();
        return need.On.Length - early.Count < need.Need ? early[need.On.Length - need.Need].Node : null;
    }

    private static IEnumerable<PlanFinding> Budget(CheckedPlan seen) =>
        from step in seen.Plan.Steps
        where seen.EndOf(step.Feeds) is { } end && step.LatestStart + step.Duration > end - seen.Lab.Policy.Margin
        let isMeant = step.Kind == StopKind.Alone && seen.Lab.Node(step.Node)?.Blind is { StopAfter: null }
        select new PlanFinding(
            PlanFault.BudgetExceeded, $"{step.Node} may stop later than the margin of its feed allows.", isMeant || !seen.Plan.IsFeasible);

    private static IEnumerable<PlanFinding> Paths(CheckedPlan seen)
    {
        foreach (var step in seen.Plan.Steps)
        {
            var passed = new HashSet<string>();
            var name = seen.Lab.Node(step.Node)?.Switch;
            while (name is not null && seen.Lab.Switch(name) is { } hop && seen.Lab.CoordinatorNode?.Switch != name && passed.Add(name))
            {
                if (seen.LosesPower(hop.Feeds) && seen.EndOf(hop.Feeds) is { } end && end < step.Start)
                {
                    yield return new PlanFinding(PlanFault.PathCut, $"Switch {name} is dark before the order for {step.Node} can pass.", !seen.Plan.IsFeasible);
                }

                name = hop.Behind;
            }
        }
    }

    private static IEnumerable<PlanFinding> Last(CheckedPlan seen)
    {
        if (seen.Lab.CoordinatorNode is { } own && seen.StepOf(own.Name) is { } last)
        {
            foreach (var step in seen.Plan.Steps.Where(step => step.Node != own.Name && !seen.Outlives(step, last) && seen.MayStartBefore(last, step)))
            {
                yield return new PlanFinding(
                    PlanFault.CoordinatorTooEarly,
                    $"The coordinator's host {own.Name} may begin to stop before {step.Node} is off.",
                    seen.IsDropped(step.Node, own.Name));
            }
        }

        foreach (var (feed, host) in seen.UpsdHosts.Where(pair => !seen.Lab.Node(pair.Host.Node)!.IsCoordinator))
        {
            foreach (var step in seen.Plan.Steps.Where(step => !seen.IsLate(step.Node) && seen.LearnsFrom(step, feed) && !seen.Outlives(step, host) && seen.MayStartBefore(host, step)))
            {
                yield return new PlanFinding(
                    PlanFault.UpsdHostTooEarly,
                    $"{host.Node} tells of {feed} and may begin to stop before {step.Node} is off.",
                    seen.IsDropped(step.Node, host.Node));
            }
        }
    }
}
