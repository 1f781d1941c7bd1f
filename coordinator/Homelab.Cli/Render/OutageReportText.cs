using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab outage report</c>: what to know first, then planned against real.</summary>
public static class OutageReportText
{
    public static string Of(OutageReport report, LabTime time, Surface surface)
    {
        var sheet = new Sheet(surface);
        var by = report.By.Count > 0 ? $" By {string.Join(", ", report.By)}." : "";
        sheet.Line(
            new("Outage " + report.Id, Tone.Strong), ": ", State(report.State),
            $". Began {time.Full(report.BeganWallMs)}, lasted {Duration.Seconds(report.LastedSeconds)}. Cause: {report.Cause}.{by}");
        foreach (var finding in report.Findings)
        {
            sheet.Item(finding);
        }

        Steps(sheet, report, time, surface);
        Feeds(sheet, report);
        CutsOf(sheet, report, time);
        Returns(sheet, report, time);
        Changes(sheet, report);
        sheet.Blank();
        sheet.Heading("What happened");
        foreach (var note in report.Notes)
        {
            sheet.Item($"{Clock(report, note.AtSeconds, time)}  {note.Sentence}");
        }

        return sheet.ToString();
    }

    public static Words State(string state) => state switch
    {
        "Running" => new("RUNNING", Tone.Alarm),
        "Returning" => new("OVER, and not everybody is on again", Tone.Warning),
        "Over" => new("OVER", Tone.Good),
        "CutShort" => new("CUT SHORT", Tone.Warning),
        _ => new("UNKNOWN", Tone.Unknown),
    };

    /// <summary>Such as <c>rack-ups confirmed</c>.</summary>
    public static Words Cuts(IReadOnlyCollection<ReportCut> cuts) => cuts.Count == 0
        ? "-"
        : new Words(string.Join(", ", cuts.Select(cut => $"{cut.Feed} {cut.Outcome.ToLowerInvariant()}")), cuts.Any(cut => cut.Outcome is "Refused" or "Aborted") ? Tone.Warning : Tone.Plain);

    private static void CutsOf(Sheet sheet, OutageReport report, LabTime time)
    {
        if (report.Cuts.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("Cuts");
        sheet.Rows(
            ["FEED", "CAME TO", "AT", "TOLD", "DELAY", "WHY"],
            report.Cuts.Select(cut => (IReadOnlyList<Words>)
            [
                cut.Feed,
                cut.Outcome.ToUpperInvariant(),
                Clock(report, cut.AtSeconds, time),
                cut.HasOrderedSeconds ? Clock(report, cut.OrderedSeconds, time) : "-",
                cut.HasDelaySeconds ? Duration.Seconds(cut.DelaySeconds) : "-",
                cut.Detail,
            ]));
    }

    private static void Steps(Sheet sheet, OutageReport report, LabTime time, Surface surface)
    {
        if (report.Steps.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("Steps, planned and real");
        sheet.Rows(
            ["STEP", "STATE", "PLANNED", "ORDERED", "TAKEN", "SILENT", "OFF", "TOOK", "BACK", "LATE"],
            report.Steps.Select(step => (IReadOnlyList<Words>)
            [
                step.Service.Length > 0 ? $"{step.Service} on {step.Node}" : step.Node,
                StateWords.OfStep(step.State, step.HasOrderedSeconds, report.State != "Running"),
                step.HasPlannedStartSeconds ? $"{At(true, step.PlannedStartSeconds)} to {At(true, step.PlannedOffSeconds)}" : "-",
                At(step.HasOrderedSeconds, step.OrderedSeconds),
                At(step.HasTakenSeconds, step.TakenSeconds),
                At(step.HasSilentSeconds, step.SilentSeconds),
                At(step.HasOffSeconds, step.OffSeconds),
                step.HasTookSeconds ? $"{(step.Service.Length > 0 ? "" : surface.Unicode ? "≥ " : ">= ")}{Duration.Seconds(step.TookSeconds)}{(step.HasPlannedTookSeconds ? $" of {Duration.Seconds(step.PlannedTookSeconds)}" : "")}" : "-",
                At(step.HasBackSeconds, step.BackSeconds),
                step.HasLateSeconds ? new Words(Duration.Seconds(step.LateSeconds), Tone.Warning) : "-",
            ]));

        string At(bool isKnown, double seconds) => isKnown ? Clock(report, seconds, time) : "-";
    }

    private static void Feeds(Sheet sheet, OutageReport report)
    {
        if (report.Feeds.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("Feeds");
        sheet.Rows(
            ["FEED", "ON BATTERY", "CHARGE", "LEAST RUNTIME"],
            report.Feeds.Select(feed => (IReadOnlyList<Words>)
            [
                feed.Feed,
                Duration.Seconds(feed.OnBatterySeconds),
                feed.HasChargeAtStart && feed.HasLeastCharge ? $"{Quantity.OfUnit(feed.ChargeAtStart, "ratio")} to {Quantity.OfUnit(feed.LeastCharge, "ratio")}" : "not told",
                feed.HasLeastRuntimeSeconds ? Duration.Seconds(feed.LeastRuntimeSeconds) : "unknown",
            ]));
    }

    private static void Returns(Sheet sheet, OutageReport report, LabTime time)
    {
        if (report.Returns.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("To be on again");
        sheet.Rows(
            ["NODE", "CAME BACK", "AT", "TRIES", "HOW"],
            report.Returns.Select(one => (IReadOnlyList<Words>)
            [
                one.Node,
                one.Outcome switch { "Returned" => new Words("ON AGAIN", Tone.Good), "Stayed" => "did not stop", "Missed" => new("NOT BACK", Tone.Alarm), _ => new("not on yet", Tone.Warning) },
                one.HasAtSeconds ? Clock(report, one.AtSeconds, time) : "-",
                one.Tries > 0 ? $"{one.Tries}" : "-",
                one.Detail,
            ]));
    }

    private static void Changes(Sheet sheet, OutageReport report)
    {
        if (report.Changes.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("What to change in lab.yaml");
        foreach (var change in report.Changes)
        {
            sheet.Item($"{change.Path}: {Duration.Seconds(change.ToSeconds)}. {change.Why}.");
        }

        sheet.Line(report.Diff.Length > 0 ? "As a diff: homelab outage report --diff | patch -p1" : "The lab file says so by now, or has another form in these places.");
    }

    private static string Clock(OutageReport report, double seconds, LabTime time) => time.Time(report.BeganWallMs + (long)(seconds * 1000));
}
