using System.Collections.Immutable;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Reports;

/// <summary>From what was recorded of an outage to its report: the same for the same record, whenever it is asked for.</summary>
public static class ReportFold
{
    private static readonly ImmutableArray<SequenceTransition> Marking =
        [SequenceTransition.FeedCommitted, SequenceTransition.MainsBack, SequenceTransition.MainsLostAgain, SequenceTransition.OutageEnded];

    public static OutageReport Of(OutageRecord record)
    {
        var steps = Steps(record);
        var marks = record.Entries.Select(entry => new ReportMark(record.At(entry), entry.Transition, OutageWords.Of(entry).Message)).ToImmutableArray();
        var returns = ReturnFates.Of(record);
        var ended = marks.FirstOrDefault(mark => mark.Transition == SequenceTransition.OutageEnded)?.At;
        var report = new OutageReport
        {
            Id = record.Id,
            Lab = record.Lab,
            State = StateOf(record, returns),
            IsAdvisory = record.Entries.Any(entry => entry is { Transition: SequenceTransition.OutageOpened, Advisory: true } or { Transition: SequenceTransition.Disarmed }),
            Began = record.OpenedWall,
            Lasted = ended ?? marks.LastOrDefault()?.At ?? TimeSpan.Zero,
            Told = Latest(record, marks),
            Cause = string.Join(" and ", record.Entries.Where(entry => entry.Transition is SequenceTransition.OutageOpened or SequenceTransition.CauseJoined).Select(entry => Causes.Words(entry.Cause ?? Cause.Outage)).Distinct()),
            By = [.. record.Entries.Select(entry => entry.Operator).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            Steps = steps,
            Feeds = [.. record.Feeds.Select(feed => Course(feed.Key, feed.Value.Samples))],
            Returns = returns,
            Cuts = CutCourse.Of(record),
            Drill = DrillCourse.Of(record),
            Marks = [.. marks.Where(mark => Marking.Contains(mark.Transition))],
            Changes = record.Changes,
            Notes = marks,
        };
        return report with { Findings = [.. ReportFindings.Of(record, report)] };
    }

    private static ReportState StateOf(OutageRecord record, ImmutableArray<ReturnCourse> returns) =>
        record.IsCutShort || (record.TakenOverBy.Length > 0 && !record.IsEnded) ? ReportState.CutShort
        : !record.IsEnded ? ReportState.Running
        : record.TakenOverBy.Length == 0 && returns.Any(one => one.Outcome == ReturnOutcome.Away) ? ReportState.Returning
        : ReportState.Over;

    private static TimeSpan Latest(OutageRecord record, ImmutableArray<ReportMark> marks) =>
        marks.Select(mark => mark.At).Concat(record.Feeds.Values.SelectMany(feed => feed.Samples.TakeLast(1)).Select(sample => sample.At)).DefaultIfEmpty().Max();

    private static ImmutableArray<StepCourse> Steps(OutageRecord record)
    {
        var planned = record.Planned.ToDictionary(step => step.Id, StringComparer.Ordinal);
        var steps = planned.Values.ToDictionary(step => step.Id, step => new StepCourse { Id = step.Id, Node = step.Node, Planned = step }, StringComparer.Ordinal);
        foreach (var entry in record.Entries.Where(entry => entry.Step.Length > 0))
        {
            steps[entry.Step] = After(steps.GetValueOrDefault(entry.Step) ?? new StepCourse { Id = entry.Step, Node = entry.Node }, entry, record.At(entry));
        }

        var back = record.Entries.Where(entry => entry.Transition == SequenceTransition.NodeReturned && entry.Node.Length > 0)
            .GroupBy(entry => entry.Node).ToDictionary(node => node.Key, node => record.At(node.Last()), StringComparer.Ordinal);
        var whole = steps.Values
            .Select(step => step.IsService ? step : step with
            {
                Silent = record.Silent.TryGetValue(step.Node, out var silent) && silent >= step.Ordered ? silent : null,
                Back = step.Back ?? (back.TryGetValue(step.Node, out var at) ? at : null),
            })
            .ToDictionary(step => step.Id, StringComparer.Ordinal);
        var restarts = Restarts(record);
        return
        [
            .. whole.Values
                .Select(step => step with { Late = Lateness.Of(step, whole, restarts) })
                .OrderBy(step => step.Ordered ?? step.Planned?.Start ?? TimeSpan.MaxValue)
                .ThenBy(step => step.Id, StringComparer.Ordinal),
        ];
    }

    private static StepCourse After(StepCourse step, JournalEntry entry, TimeSpan at) => entry.Transition switch
    {
        SequenceTransition.StepOrdered => Begun(step, entry, at) with { Phase = StepPhase.Ordered },
        SequenceTransition.StepAdvised => Begun(step, entry, at) with { Phase = StepPhase.Advised },
        SequenceTransition.StepAcknowledged => step with { Phase = StepPhase.Acknowledged, Taken = at, Evidence = entry.Detail },
        SequenceTransition.StepRefused => step with { Phase = StepPhase.Refused, Evidence = entry.Detail },
        SequenceTransition.StepSeenOff => Gone(step, entry, at) with { Phase = StepPhase.SeenOff },
        SequenceTransition.StepPresumed => Gone(step, entry, at) with { Phase = StepPhase.Presumed },

        // Another boot: it went, and came back while the outage still ran.
        SequenceTransition.StepReopened when step.Off is not null && entry.NodeBootId != step.BootId => step with { Back = at },
        SequenceTransition.StepReopened => step with { Phase = StepPhase.Pending, Off = null, Evidence = entry.Detail, Reopened = step.Reopened + 1 },
        _ => step,
    };

    private static StepCourse Begun(StepCourse step, JournalEntry entry, TimeSpan at) =>
        new() { Id = step.Id, Node = step.Node, Planned = step.Planned, Reopened = step.Reopened, BootId = entry.NodeBootId, Ordered = at, Evidence = entry.Detail };

    /// <summary>Presumed once and seen later is one end: the first word of it stands.</summary>
    private static StepCourse Gone(StepCourse step, JournalEntry entry, TimeSpan at)
    {
        var isAnew = step.Off is null || step.Back is not null;
        return step with
        {
            BootId = isAnew && entry.NodeBootId.Length > 0 ? entry.NodeBootId : step.BootId,
            Off = isAnew ? at : step.Off,
            Back = null,
            Evidence = entry.Detail,
        };
    }

    /// <summary>An epoch is a process of the coordinator (P3).</summary>
    private static List<TimeSpan> Restarts(OutageRecord record)
    {
        var restarts = new List<TimeSpan>();
        for (var index = 1; index < record.Entries.Length; index++)
        {
            if (record.Entries[index].Epoch != record.Entries[index - 1].Epoch)
            {
                restarts.Add(record.At(record.Entries[index]));
            }
        }

        return restarts;
    }

    private static FeedCourse Course(string feed, ImmutableArray<FeedSample> samples)
    {
        var onBattery = samples.Where(sample => sample.IsOnBattery).ToList();
        var spent = samples.Zip(samples.Skip(1), (from, to) => from.IsOnBattery ? to.At - from.At : TimeSpan.Zero).Aggregate(TimeSpan.Zero, (sum, span) => sum + span);
        return new FeedCourse(
            feed, spent, onBattery.FirstOrDefault(sample => sample.ChargeRatio is not null)?.ChargeRatio, onBattery.Min(sample => sample.ChargeRatio),
            onBattery.Min(sample => sample.Runtime), samples);
    }
}
