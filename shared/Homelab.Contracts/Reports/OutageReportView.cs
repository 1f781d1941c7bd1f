using Homelab.Contracts.V1;

namespace Homelab.Contracts.Reports;

/// <summary>The report of one outage as JSON: the same from REST and from the command. Seconds count from the opening.</summary>
/// <param name="State">Running, Returning, Over or CutShort.</param>
/// <param name="Findings">What to read first, in whole sentences.</param>
/// <param name="Diff">The changes as a unified diff of the lab file as it is now; empty where nothing is left to change.</param>
public sealed record OutageReportView(
    string Id,
    string Lab,
    string TimeZone,
    string State,
    bool Advisory,
    long BeganWallMs,
    double LastedSeconds,
    string Cause,
    IReadOnlyList<string> By,
    IReadOnlyList<string> Findings,
    IReadOnlyList<ReportStepView> Steps,
    IReadOnlyList<ReportFeedView> Feeds,
    IReadOnlyList<ReportReturnView> Returns,
    IReadOnlyList<ReportMarkView> Marks,
    IReadOnlyList<LabChangeView> Changes,
    string Diff,
    IReadOnlyList<ReportMarkView> Notes)
{
    public static OutageReportView Of(OutageReport report) => new(
        report.Id,
        report.Lab,
        report.TimeZone,
        report.State,
        report.Advisory,
        report.BeganWallMs,
        report.LastedSeconds,
        report.Cause,
        [.. report.By],
        [.. report.Findings],
        [.. report.Steps.Select(ReportStepView.Of)],
        [.. report.Feeds.Select(ReportFeedView.Of)],
        [.. report.Returns.Select(one => new ReportReturnView(one.Node, one.Outcome, one.HasAtSeconds ? one.AtSeconds : null, one.Tries, one.Detail))],
        [.. report.Marks.Select(ReportMarkView.Of)],
        [.. report.Changes.Select(change => new LabChangeView(change.Path, change.FromSeconds, change.ToSeconds, change.Why))],
        report.Diff,
        [.. report.Notes.Select(ReportMarkView.Of)])
    {
        Cuts = [.. report.Cuts.Select(ReportCutView.Of)],
        Drill = ReportDrillView.Of(report.Drill),
    };

    /// <summary>Feeds that were cut, or were to be.</summary>
    public IReadOnlyList<ReportCutView> Cuts { get; init; } = [];

    /// <summary>Null unless it was a live drill that is over.</summary>
    public ReportDrillView? Drill { get; init; }
}

/// <param name="Outcome">Announced, Ordered, Confirmed, Refused or Aborted.</param>
/// <param name="AtSeconds">When it came to that.</param>
/// <param name="OrderedSeconds">When the UPS was told; null where it never was.</param>
/// <param name="DelaySeconds">From the order to the cut, as the UPS has it where it took it.</param>
public sealed record ReportCutView(string Feed, string Outcome, double AtSeconds, double? OrderedSeconds, double? DelaySeconds, string Detail)
{
    internal static ReportCutView Of(ReportCut cut) => new(
        cut.Feed, cut.Outcome, cut.AtSeconds, cut.HasOrderedSeconds ? cut.OrderedSeconds : null, cut.HasDelaySeconds ? cut.DelaySeconds : null, cut.Detail);
}

/// <param name="Way">How the node is started by lab.yaml, such as wol dc:a6:32:00:00:02.</param>
/// <param name="Started">It stopped, and started again by that way: the proof.</param>
/// <param name="BrokenOff">It was ended before it could show anything.</param>
public sealed record ReportDrillView(string Node, string Way, bool Started, bool BrokenOff, double? StopSeconds, double? StartSeconds, string Detail)
{
    internal static ReportDrillView? Of(ReportDrill? drill) => drill is null ? null : new(
        drill.Node, drill.Way, drill.Started, drill.BrokenOff, drill.HasStopSeconds ? drill.StopSeconds : null, drill.HasStartSeconds ? drill.StartSeconds : null, drill.Detail);
}

/// <param name="Service">Empty for a node's own stop.</param>
/// <param name="State">Pending, Advised, Ordered, Acknowledged, Refused, SeenOff or Presumed.</param>
/// <param name="SilentSeconds">When its stream ended after the order.</param>
/// <param name="TookSeconds">Of a node at least that, to its last sign of life: nobody sees a machine go dark.</param>
public sealed record ReportStepView(
    string Id,
    string Node,
    string Service,
    string State,
    double? PlannedStartSeconds,
    double? PlannedOffSeconds,
    double? PlannedTookSeconds,
    string Reason,
    double? OrderedSeconds,
    double? TakenSeconds,
    double? SilentSeconds,
    double? OffSeconds,
    double? TookSeconds,
    double? BackSeconds,
    string Evidence,
    double? LateSeconds,
    string LateWhy)
{
    internal static ReportStepView Of(ReportStep step) => new(
        step.Id,
        step.Node,
        step.Service,
        step.State,
        step.HasPlannedStartSeconds ? step.PlannedStartSeconds : null,
        step.HasPlannedOffSeconds ? step.PlannedOffSeconds : null,
        step.HasPlannedTookSeconds ? step.PlannedTookSeconds : null,
        step.Reason,
        step.HasOrderedSeconds ? step.OrderedSeconds : null,
        step.HasTakenSeconds ? step.TakenSeconds : null,
        step.HasSilentSeconds ? step.SilentSeconds : null,
        step.HasOffSeconds ? step.OffSeconds : null,
        step.HasTookSeconds ? step.TookSeconds : null,
        step.HasBackSeconds ? step.BackSeconds : null,
        step.Evidence,
        step.HasLateSeconds ? step.LateSeconds : null,
        step.LateWhy);
}

/// <param name="ChargeAtStart">From 0 to 1.</param>
public sealed record ReportFeedView(
    string Feed, double OnBatterySeconds, double? ChargeAtStart, double? LeastCharge, double? LeastRuntimeSeconds, IReadOnlyList<ReportSampleView> Samples)
{
    internal static ReportFeedView Of(ReportFeed feed) => new(
        feed.Feed,
        feed.OnBatterySeconds,
        feed.HasChargeAtStart ? feed.ChargeAtStart : null,
        feed.HasLeastCharge ? feed.LeastCharge : null,
        feed.HasLeastRuntimeSeconds ? feed.LeastRuntimeSeconds : null,
        [.. feed.Samples.Select(ReportSampleView.Of)]);
}

/// <param name="Charge">From 0 to 1.</param>
public sealed record ReportSampleView(double AtSeconds, bool OnBattery, double? Charge, double? Load, double? RuntimeSeconds)
{
    internal static ReportSampleView Of(ReportSample sample) => new(
        sample.AtSeconds,
        sample.OnBattery,
        sample.HasCharge ? sample.Charge : null,
        sample.HasLoad ? sample.Load : null,
        sample.HasRuntimeSeconds ? sample.RuntimeSeconds : null);
}

/// <param name="Outcome">Away, Stayed, Returned or Missed.</param>
public sealed record ReportReturnView(string Node, string Outcome, double? AtSeconds, int Tries, string Detail);

public sealed record ReportMarkView(double AtSeconds, string Transition, string Sentence)
{
    internal static ReportMarkView Of(ReportMark mark) => new(mark.AtSeconds, mark.Transition, mark.Sentence);
}

/// <param name="Path">Such as nodes.nas.stop.</param>
public sealed record LabChangeView(string Path, double FromSeconds, double ToSeconds, string Why);
