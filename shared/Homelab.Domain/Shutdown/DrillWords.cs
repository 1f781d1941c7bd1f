using System.Globalization;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What is known of a node's start, and what is only believed.</summary>
public static class DrillWords
{
    public static string Of(DrillRecord drills, NodeConfig node, PolicyConfig policy, DateTimeOffset now)
    {
        var drill = drills.Results.GetValueOrDefault(node.Name);
        return drills.Of(node, policy, now) switch
        {
            DrillStanding.Proven => $"drilled on {Day(drill!)}: {Measured(drill!)}",
            DrillStanding.Failed => $"drilled on {Day(drill!)}, and it did not start: {drill!.Detail}",
            DrillStanding.Expired => $"drilled on {Day(drill!)}, longer ago than drill_valid allows: believed",
            DrillStanding.OtherWay => $"drilled on {Day(drill!)}, when it was started by {drill!.Way}: believed",
            _ => "never drilled: believed",
        };
    }

    /// <summary>One sentence for a plan: which of its nodes are only believed to start again; null where all are known to.</summary>
    public static string? Note(DrillRecord drills, LabConfig lab, StopPlan plan, DateTimeOffset now)
    {
        var believed = plan.Steps.Select(step => lab.Node(step.Node)).OfType<NodeConfig>().Where(node => !drills.Proven(lab, now).Contains(node.Name)).Select(node => node.Name).Order(StringComparer.Ordinal).ToList();
        return believed.Count == 0 ? null : $"That {PlanWords.List(believed)} {(believed.Count == 1 ? "starts" : "start")} again is believed: no live drill of them counts (homelab drill --live NODE).";
    }

    private static string Day(DrillResult drill) => drill.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Measured(DrillResult drill) =>
        $"{(drill.StopTook is { } stop ? $"stopped within {PlanWords.Span(stop)}, " : "")}{(drill.StartTook is { } start ? $"started within {PlanWords.Span(start)}" : "started")}";
}
