using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;

namespace Homelab.Contracts.Reports;

/// <summary>A report of an outage as the API shows it.</summary>
public static class ReportMessage
{
    public static V1.OutageReport Of(OutageReport report, string timeZone, string diff, string svg) => new()
    {
        Id = report.Id,
        Lab = report.Lab,
        TimeZone = timeZone,
        State = report.State.ToString(),
        Advisory = report.IsAdvisory,
        BeganWallMs = report.Began.ToUnixTimeMilliseconds(),
        LastedSeconds = Seconds(report.Lasted),
        Cause = report.Cause,
        By = { report.By },
        Findings = { report.Findings },
        Steps = { report.Steps.Select(Step) },
        Feeds = { report.Feeds.Select(Feed) },
        Returns = { report.Returns.Select(Return) },
        Marks = { report.Marks.Select(Mark) },
        Changes = { report.Changes.Select(change => new V1.LabChange { Path = change.Path, FromSeconds = Seconds(change.From), ToSeconds = Seconds(change.To), Why = change.Why }) },
        Diff = diff,
        Notes = { report.Notes.Select(Mark) },
        Svg = svg,
        Cuts = { report.Cuts.Select(Cut) },
        Drill = Drill(report.Drill),
    };

    public static V1.OutageSummary Summary(OutageReport report) => new()
    {
        Id = report.Id,
        BeganWallMs = report.Began.ToUnixTimeMilliseconds(),
        LastedSeconds = Seconds(report.Lasted),
        State = report.State.ToString(),
        Advisory = report.IsAdvisory,
        Cause = report.Cause,
        Stopped = report.Steps.Count(step => !step.IsService && step.Ordered is not null),
        Late = report.Steps.Count(step => step.Late is not null),
        Away = report.Returns.Count(one => one.Outcome is ReturnOutcome.Away or ReturnOutcome.Missed),
        Sentence = report.Findings.FirstOrDefault() ?? "",
        Cuts = { report.Cuts.Select(Cut) },
        Drill = Drill(report.Drill),
    };

    private static V1.ReportCut Cut(CutCourse cut)
    {
        var message = new V1.ReportCut { Feed = cut.Feed, Outcome = cut.Outcome.ToString(), AtSeconds = Seconds(cut.At), Detail = cut.Detail };
        Set(cut.Ordered, value => message.OrderedSeconds = value);
        Set(cut.Delay, value => message.DelaySeconds = value);
        return message;
    }

    private static V1.ReportDrill? Drill(DrillCourse? drill)
    {
        if (drill is null)
        {
            return null;
        }

        var message = new V1.ReportDrill { Node = drill.Node, Way = drill.Way, Started = drill.HasStarted, BrokenOff = drill.IsBrokenOff, Detail = drill.Detail };
        Set(drill.StopTook, value => message.StopSeconds = value);
        Set(drill.StartTook, value => message.StartSeconds = value);
        return message;
    }

    private static V1.ReportStep Step(StepCourse step)
    {
        var message = new V1.ReportStep
        {
            Id = step.Id,
            Node = step.Node,
            Service = step.IsService ? ServiceStep.ServiceOf(step.Id, step.Node) : "",
            State = step.Phase.ToString(),
            Reason = step.Planned?.Reason ?? "",
            Evidence = step.Evidence,
            LateWhy = step.Late?.Why ?? "",
        };
        Set(step.Planned?.Start, value => message.PlannedStartSeconds = value);
        Set(step.Planned?.FinishBy, value => message.PlannedOffSeconds = value);
        Set(step.Planned?.Duration, value => message.PlannedTookSeconds = value);
        Set(step.Ordered, value => message.OrderedSeconds = value);
        Set(step.Taken, value => message.TakenSeconds = value);
        Set(step.Silent, value => message.SilentSeconds = value);
        Set(step.Off, value => message.OffSeconds = value);
        Set(step.Took, value => message.TookSeconds = value);
        Set(step.Back, value => message.BackSeconds = value);
        Set(step.Late?.By, value => message.LateSeconds = value);
        return message;
    }

    private static V1.ReportFeed Feed(FeedCourse feed)
    {
        var message = new V1.ReportFeed { Feed = feed.Feed, OnBatterySeconds = Seconds(feed.OnBattery), Samples = { feed.Samples.Select(Sample) } };
        Set(feed.ChargeAtStart, value => message.ChargeAtStart = value);
        Set(feed.LeastCharge, value => message.LeastCharge = value);
        Set(feed.LeastRuntime, value => message.LeastRuntimeSeconds = value);
        return message;
    }

    private static V1.ReportSample Sample(FeedSample sample)
    {
        var message = new V1.ReportSample { AtSeconds = Seconds(sample.At), OnBattery = sample.IsOnBattery };
        Set(sample.ChargeRatio, value => message.Charge = value);
        Set(sample.LoadRatio, value => message.Load = value);
        Set(sample.Runtime, value => message.RuntimeSeconds = value);
        return message;
    }

    private static V1.ReportReturn Return(ReturnCourse one)
    {
        var message = new V1.ReportReturn { Node = one.Node, Outcome = one.Outcome.ToString(), Tries = one.Tries, Detail = one.Detail };
        Set(one.At, value => message.AtSeconds = value);
        return message;
    }

    private static V1.ReportMark Mark(ReportMark mark) => new() { AtSeconds = Seconds(mark.At), Transition = mark.Transition.ToString(), Sentence = mark.Sentence };

    /// <summary>To the millisecond: more is nobody's.</summary>
    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);

    private static void Set(TimeSpan? span, Action<double> set) => Set(span is { } known ? Seconds(known) : (double?)null, set);

    private static void Set(double? value, Action<double> set)
    {
        if (value is { } known)
        {
            set(known);
        }
    }
}
