using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;

namespace Homelab.Pictures;

/// <summary>An outage as it was planned and as it went: a pale bar for the plan, a full one for what happened, and the batteries beneath.</summary>
public static class ReportPicture
{
    private const int Left = 190;
    private const int Across = 900;
    private const int Top = 86;
    private const int LabelHeight = 13;
    private const int RowHeight = 34;
    private const int FeedHeight = 86;

    private static readonly SequenceTransition[] Named = [SequenceTransition.FeedCommitted, SequenceTransition.MainsBack, SequenceTransition.MainsLostAgain, SequenceTransition.OutageEnded];

    /// <param name="clock">When it began, as the lab's clock reads.</param>
    public static string Of(OutageReport report, string clock)
    {
        var rows = report.Steps;
        var feedsFrom = Top + (rows.Length * RowHeight) + 14;
        var bottom = feedsFrom + (report.Feeds.Length * FeedHeight);
        var height = bottom + 66;
        var sheet = new SvgSheet(Left + Across + 40, height, $"Outage {report.Id} of {clock}{(report.IsAdvisory ? " (observe: nothing was stopped)" : "")}");
        var axis = new TimeAxis(Left, Across, Shown(report));
        axis.Grid(sheet, Top - 8, bottom);
        Marks(sheet, axis, report, bottom);
        foreach (var (step, index) in rows.Select((step, index) => (step, index)))
        {
            Row(sheet, axis, step, Top + (index * RowHeight), report);
        }

        foreach (var (feed, index) in report.Feeds.Select((feed, index) => (feed, index)))
        {
            Battery(sheet, axis, feed, feedsFrom + (index * FeedHeight));
        }

        sheet.Legend(Left, bottom + 44, [(Planned, "planned"), ($"fill=\"{Paint.Stops}\"", "stops"), ($"fill=\"{Paint.Silent}\"", "silent"), ($"fill=\"{Paint.Off}\"", "off"), ($"fill=\"{Paint.Bad}\"", "late"), ($"fill=\"{Paint.OnBattery}\"", "charge on battery"), ($"fill=\"{Paint.OnLine}\"", "charge on line")]);
        return sheet.Ended();
    }

    private const string Planned = $"fill=\"none\" stroke=\"{Paint.Faint}\" stroke-dasharray=\"3 2\"";

    /// <summary>The stops and what surrounds them; an hour of recharging would press them together.</summary>
    private static TimeSpan Shown(OutageReport report)
    {
        var end = report.Steps.SelectMany(step => new[] { step.Ordered, step.Off, step.Ordered is null ? null : step.Planned?.FinishBy }).Append(report.Lasted).Max() ?? report.Lasted;
        var back = report.Returns.Max(one => one.At);
        return back is { } at && at < end * 3 ? at * 1.03 : end * 1.05;
    }

    private static void Marks(SvgSheet sheet, TimeAxis axis, OutageReport report, double bottom)
    {
        // Two that come one soon after the other stand one above the other.
        var takenUntil = new double[3];
        foreach (var mark in report.Marks.Where(mark => Named.Contains(mark.Transition)).OrderBy(mark => mark.At))
        {
            var (colour, words) = mark.Transition switch
            {
                SequenceTransition.FeedCommitted => (Paint.Bad, "commit"),
                SequenceTransition.MainsBack => (Paint.OnLine, "mains back"),
                SequenceTransition.MainsLostAgain => (Paint.OnBattery, "gone again"),
                _ => (Paint.Runs, "over"),
            };
            var x = axis.X(mark.At);
            sheet.Line(x, Top - 8, x, bottom, $"stroke=\"{colour}\" stroke-width=\"1.5\"");
            var line = Math.Max(0, Array.FindIndex(takenUntil, until => until <= x));
            takenUntil[line] = x + 10 + (words.Length * 6);
            sheet.Text(x + 3, Top - 12 - (line * LabelHeight), words, $"fill=\"{colour}\" font-size=\"11\"");
        }
    }

    private static void Row(SvgSheet sheet, TimeAxis axis, StepCourse step, int top, OutageReport report)
    {
        sheet.Name(Left - 12, top + 19, step.Name);
        if (step.Planned is { } planned)
        {
            var begin = planned.Start < TimeSpan.Zero ? TimeSpan.Zero : planned.Start;
            sheet.Bar(axis.X(begin), axis.X(planned.FinishBy), top + 2, 9, Planned, $"planned {Clock(begin)} to {Clock(planned.FinishBy)}: {planned.Reason}");
        }

        if (step.Ordered is { } ordered)
        {
            var end = step.Off ?? (step.Phase == StepPhase.Advised || report.State == ReportState.CutShort ? ordered + (step.Planned?.Duration ?? TimeSpan.Zero) : report.Lasted);
            sheet.Bar(axis.X(ordered), axis.X(end), top + 13, 12, $"fill=\"{Paint.Stops}\"", $"{Clock(ordered)} to {Clock(end)}: {step.Evidence}");
        }

        // From its last sign of life on it may be dark already.
        if (step.End is { } last && last < step.Off)
        {
            sheet.Bar(axis.X(last), axis.X(step.Off.Value), top + 13, 12, $"fill=\"{Paint.Silent}\"", $"last sign of life {Clock(last)}");
        }

        if (step.Off is { } off)
        {
            sheet.Bar(axis.X(off), axis.X(step.Back ?? report.Told), top + 13, 12, $"fill=\"{Paint.Off}\"", $"off {Clock(off)}: {step.Evidence}");
        }

        if (step.Late is { } late)
        {
            sheet.Dot(axis.X(step.End ?? step.Ordered ?? TimeSpan.Zero), top + 19, 6, Paint.Bad, $"late by {PlanWords.Least(late.By)}: {late.Why}");
        }

        if (step.Back is { } back)
        {
            sheet.Dot(axis.X(back), top + 19, 4, Paint.Runs, $"{Clock(back)} on again");
        }
    }

    private static void Battery(SvgSheet sheet, TimeAxis axis, FeedCourse feed, int top)
    {
        var bottom = top + FeedHeight - 26;
        sheet.Name(Left - 12, top + 24, feed.Feed);
        sheet.Text(Left - 12, top + 42, feed.LeastCharge is { } least ? $"down to {PlanWords.Percent(least)}" : "no charge told", $"text-anchor=\"end\" fill=\"{Paint.Faint}\" font-size=\"11\"");
        sheet.Line(axis.X(TimeSpan.Zero), top, Left + Across, top, $"stroke=\"{Paint.Rule}\"");
        BatteryCurve.Draw(sheet, axis, [.. feed.Samples.Where(sample => sample.ChargeRatio is not null).Select(sample => (sample.At, sample.ChargeRatio!.Value, sample.IsOnBattery))], top, bottom);
    }

    private static string Clock(TimeSpan at) => $"{(int)at.TotalMinutes}:{at.Seconds:00}";
}
