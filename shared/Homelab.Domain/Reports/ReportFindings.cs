using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>What an operator reads first of an outage that is over.</summary>
internal static class ReportFindings
{
    public static IEnumerable<string> Of(OutageRecord record, OutageReport report)
    {
        if (report.Drill is { } drill)
        {
            yield return $"Drill of {drill.Node}: {drill.Detail}{(drill.HasStarted ? $". That proves {drill.Way}" : "")}.";
        }

        yield return Course(record, report);
        foreach (var cut in report.Cuts.Where(cut => cut.Outcome is CutPhase.Refused or CutPhase.Aborted))
        {
            yield return $"{cut.Detail}.";
        }

        if (record.IsCutShort)
        {
            yield return "The coordinator's host began another boot before the end: what came in between nobody saw.";
        }

        if (record.TakenOverBy.Length > 0)
        {
            yield return $"Outage {record.TakenOverBy} began before {(record.IsEnded ? "everybody was on again" : "its end was seen")}; what was left to do went over to that.";
        }

        foreach (var late in report.Steps.Where(step => step.Late is not null))
        {
            yield return $"{late.Name} was {PlanWords.Least(late.Late!.By)} late: {late.Late.Why}.";
        }

        foreach (var step in report.Steps.Where(step => step.Phase == StepPhase.Presumed))
        {
            yield return $"{step.Name} was never seen off: {step.Evidence}.";
        }

        foreach (var step in report.Steps.Where(step => step.Phase == StepPhase.Refused))
        {
            yield return $"{step.Name} did not do as it was told: {step.Evidence}.";
        }

        foreach (var step in report.Steps.Where(step => step is { Reopened: > 0, IsService: false, Back: null } && !report.IsAdvisory))
        {
            yield return $"{step.Name} was told to stop and answered again; whatever held it up stands in its own journal of that boot.";
        }

        if (record.Shortfall > TimeSpan.Zero)
        {
            yield return $"The whole order lacked {PlanWords.Least(record.Shortfall)}.";
        }

        foreach (var edge in record.Dropped)
        {
            yield return $"That {edge.From} is off before {edge.To} was given up: {edge.Reason}.";
        }

        foreach (var missed in report.Returns.Where(one => one.Outcome == ReturnOutcome.Missed))
        {
            yield return $"{missed.Detail}.";
        }

        var away = report.Returns.Where(one => one.Outcome == ReturnOutcome.Away).Select(one => one.Node).ToList();
        if (away.Count > 0 && report.State != ReportState.Running)
        {
            yield return $"Not on again {(report.State == ReportState.Returning ? "yet" : "when this was last looked at")}: {PlanWords.List(away)}.";
        }
    }

    private static string Course(OutageRecord record, OutageReport report)
    {
        var nodes = report.Steps.Where(step => !step.IsService && step.Node != record.CoordinatorNode && step.Planned is not null).ToList();
        var begun = report.Steps.Where(step => !step.IsService && step.Ordered is not null).ToList();
        if (report.IsAdvisory)
        {
            return $"The lab was in observe mode: nothing was stopped, and {(begun.Count == 0 ? "nothing would have been" : $"{PlanWords.List(begun.Select(step => step.Node))} would have been")}.";
        }

        if (begun.Count == 0)
        {
            return "No node was told to stop.";
        }

        // Who was off before counts as off, and needs no order.
        if (nodes.Count > 0 && nodes.All(step => step.Off is not null))
        {
            var end = nodes.Max(step => step.Off!.Value);
            var coordinator = report.Steps.Any(step => step.Node == record.CoordinatorNode && step.Ordered is not null) ? $", and {record.CoordinatorNode} was the last to be told" : "";
            return $"Everybody{(coordinator.Length > 0 ? " else" : "")} was off by {PlanWords.Least(end)} after it began{coordinator}{Left(report, end)}.";
        }

        var on = report.Steps.Where(step => !step.IsService && step.Ordered is null && step.Off is null).Select(step => step.Node).ToList();
        return $"{PlanWords.List(begun.Select(step => step.Node))} {(begun.Count == 1 ? "was" : "were")} told to stop{(on.Count > 0 ? $"; {PlanWords.List(on)} stayed on" : "")}.";
    }

    private static string Left(OutageReport report, TimeSpan end)
    {
        var left = report.Feeds
            .Select(feed => (feed.Feed, Sample: feed.Samples.FirstOrDefault(sample => sample.At >= end)))
            .Where(feed => feed.Sample is { IsOnBattery: true })
            .Select(feed => $"{feed.Feed} had {(feed.Sample!.Runtime is { } runtime ? PlanWords.Span(runtime) : "an unknown time")} left{(feed.Sample.ChargeRatio is { } charge ? $", {PlanWords.Percent(charge)} of its charge" : "")}")
            .ToList();
        return left.Count > 0 ? $"; {string.Join(", ", left)}" : "";
    }
}
