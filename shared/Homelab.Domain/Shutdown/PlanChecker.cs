using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Looks at a finished plan with fresh eyes: it shares no code with the planner, so that one mistake is not made twice.
/// </summary>
public static class PlanChecker
{
    public static ImmutableArray<PlanFinding> Check(LabConfig lab, ImmutableArray<FeedAssessment> feeds, StopPlan plan) =>
    [
        .. Forgotten(lab, feeds, plan),
        .. Cycles(plan),
        .. NeedsBeforeDependents(lab, plan),
        .. Budget(lab, feeds, plan),
        .. Paths(lab, feeds, plan),
        .. Last(lab, plan),
    ];

    private static IEnumerable<PlanFinding> Forgotten(LabConfig lab, ImmutableArray<FeedAssessment> feeds, StopPlan plan) =>
        from node in lab.Nodes
        where node.Feeds.Length > 0 && node.Feeds.All(name => feeds.Any(feed => feed.Feed == name && feed.IsDying))
        where plan.StepOf(node.Name) is null
        select new PlanFinding(PlanFault.Forgotten, $"{node.Name} loses all power and has no step.", false);

    private static IEnumerable<PlanFinding> Cycles(StopPlan plan)
    {
        // Take away, again and again, every step that waits for nothing left: what remains waits in a ring.
        var left = plan.Steps.ToDictionary(step => step.Id, step => step.After.ToHashSet());
        while (left.FirstOrDefault(pair => !pair.Value.Overlaps(left.Keys)) is { Key: not null } free)
        {
            left.Remove(free.Key);
        }

        return left.Count == 0
            ? []
            : [new PlanFinding(PlanFault.Cycle, $"These steps wait for each other: {string.Join(", ", left.Keys.Order(StringComparer.Ordinal))}.", false)];
    }

    private static IEnumerable<PlanFinding> NeedsBeforeDependents(LabConfig lab, StopPlan plan)
    {
        foreach (var service in lab.Services)
        {
            foreach (var need in service.Needs.Select(lab.Service).OfType<ServiceConfig>())
            {
                foreach (var host in service.On)
                {
                    if (plan.StepOf(host) is { } dependent && TooEarly(dependent, need, plan) is { } culprit)
                    {
                        var declared = plan.Dropped.Any(edge => edge.From == host && need.On.Contains(edge.To));
                        yield return new PlanFinding(
                            PlanFault.NeedBeforeDependent,
                            $"{service.Name} on {host} needs {need.Name}, but {culprit} begins to stop before {host} is off.",
                            declared);
                    }
                }
            }
        }
    }

    /// <summary>The host whose stop leaves fewer instances than needed while the dependent may still run; null where enough remain.</summary>
    private static string? TooEarly(StopStep dependent, ServiceConfig need, StopPlan plan)
    {
        var early = need.On
            .Select(plan.StepOf)
            .OfType<StopStep>()
            .Where(step => step.Node != dependent.Node && step.LatestStart < dependent.LatestStart + dependent.Duration)
            .OrderBy(step => step.LatestStart.Nanoseconds)
            .ToList();
        return need.On.Length - early.Count < need.Need ? early[need.On.Length - need.Need].Node : null;
    }

    private static IEnumerable<PlanFinding> Budget(LabConfig lab, ImmutableArray<FeedAssessment> feeds, StopPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            var ends = step.Feeds
                .Select(name => feeds.FirstOrDefault(feed => feed.Feed == name && feed.IsDying && !feed.IsMains)?.EmptyAt)
                .OfType<Moment>()
                .ToList();
            if (ends.Count > 0 && step.LatestStart + step.Duration > ends.Max() - lab.Policy.Margin)
            {
                yield return new PlanFinding(
                    PlanFault.BudgetExceeded,
                    $"{step.Node} may stop later than the margin of its feed allows.",
                    !plan.IsFeasible);
            }
        }
    }

    private static IEnumerable<PlanFinding> Paths(LabConfig lab, ImmutableArray<FeedAssessment> feeds, StopPlan plan)
    {
        foreach (var step in plan.Steps)
        {
            var seen = new HashSet<string>();
            for (var name = lab.Node(step.Node)?.Switch; name is not null && seen.Add(name); name = lab.Switch(name)?.Behind)
            {
                var hop = lab.Switch(name);
                if (hop is null || lab.CoordinatorNode?.Switch == name)
                {
                    break;
                }

                var ends = hop.Feeds.Select(feed => feeds.FirstOrDefault(known => known.Feed == feed)).ToList();
                if (ends.Count > 0 && ends.All(feed => feed is { IsDying: true, EmptyAt: not null }) && ends.Max(feed => feed!.EmptyAt!.Value.Nanoseconds) < step.Start.Nanoseconds)
                {
                    yield return new PlanFinding(PlanFault.PathCut, $"Switch {name} is dark before the order for {step.Node} can pass.", !plan.IsFeasible);
                }
            }
        }
    }

    private static IEnumerable<PlanFinding> Last(LabConfig lab, StopPlan plan)
    {
        if (lab.CoordinatorNode is { } own && plan.StepOf(own.Name) is { } last)
        {
            foreach (var step in plan.Steps.Where(step => step.Node != own.Name && step.LatestStart + step.Duration > last.LatestStart))
            {
                yield return new PlanFinding(
                    PlanFault.CoordinatorTooEarly,
                    $"The coordinator's host {own.Name} begins to stop before {step.Node} is off.",
                    plan.Dropped.Any(edge => edge.From == step.Node && edge.To == own.Name) || !plan.IsFeasible);
            }
        }

        foreach (var feed in lab.Feeds.Where(feed => feed.Nut is not null && plan.DyingFeeds.Contains(feed.Name)))
        {
            var host = plan.Steps.FirstOrDefault(step => step.Node == feed.Nut!.Host || feed.Nut.Host.StartsWith(step.Node + ".", StringComparison.Ordinal));
            if (host is null || lab.Node(host.Node)!.IsCoordinator)
            {
                continue;
            }

            foreach (var step in plan.Steps.Where(step => !IsLate(lab, step.Node) && step.LatestStart + step.Duration > host.LatestStart))
            {
                yield return new PlanFinding(
                    PlanFault.UpsdHostTooEarly,
                    $"{host.Node} runs the upsd of {feed.Name} and begins to stop before {step.Node} is off.",
                    plan.Dropped.Any(edge => edge.From == step.Node && edge.To == host.Node) || !plan.IsFeasible);
            }
        }
    }

    /// <summary>The coordinator's host and the hosts of upsds go after the others, in any order among the latter.</summary>
    private static bool IsLate(LabConfig lab, string node) =>
        lab.Node(node)!.IsCoordinator
        || lab.Feeds.Any(feed => feed.Nut is { } nut && (nut.Host == node || nut.Host.StartsWith(node + ".", StringComparison.Ordinal)));
}
