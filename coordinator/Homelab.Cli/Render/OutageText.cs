using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab outage show</c>: how far the sequence is, and on what evidence.</summary>
public static class OutageText
{
    /// <param name="report">What it came to so far; null where it is not running, or left none.</param>
    public static string Of(Outage outage, LabStatus status, Surface surface, DateTimeOffset now, OutageReport? report = null)
    {
        var sheet = new Sheet(surface);
        var time = new LabTime(status.TimeZone, now);
        if (outage.Id.Length == 0)
        {
            sheet.Line("No outage is running, and none is remembered. What would happen: homelab plan");
        }
        else
        {
            Headline(sheet, outage, time);
            Returns(sheet, outage);
            Steps(sheet, outage, time);
            if (report is not null && report.Id == outage.Id)
            {
                CourseText.Write(sheet, report, outage.Plan, Math.Max(report.LastedSeconds, (time.Now.ToUnixTimeMilliseconds() - report.BeganWallMs) / 1000.0));
            }

            Notes(sheet, outage, time);
        }

        sheet.Blank();
        sheet.Line(StateWords.OfMode(status.Mode));
        EvidenceText.Write(sheet, EvidenceText.All(status, time));
        return sheet.ToString();
    }

    public static bool IsRunning(Outage outage) => outage.Id.Length > 0 && outage.Phase != "Ended";

    public static bool IsStopping(Outage outage) => IsRunning(outage) && outage.Phase is not ("Returning" or "Settling");

    private static void Headline(Sheet sheet, Outage outage, LabTime time)
    {
        var running = IsRunning(outage);
        sheet.Line(
            new($"{(AskedText.AreAll(outage.Feeds) ? "Shutdown" : "Outage")} {outage.Id}", Tone.Strong),
            ": ",
            new(Phase(outage.Phase), running ? Tone.Alarm : Tone.Good),
            $" Began {time.Clock(outage.BeganWallMs)}, {time.Ago(outage.BeganWallMs)}. {AskedText.Told(outage.Feeds)}.");
        if (outage.Advisory)
        {
            sheet.Line(new("Advisory", Tone.Warning), ": the lab is in observe mode. This is what would be done; nothing is stopped.");
        }

        if (running && outage.CommittedFeeds.Count > 0)
        {
            sheet.Line(new("Committed", Tone.Alarm), $": {AskedText.Names(outage.CommittedFeeds)}.{(AskedText.AreAll(outage.CommittedFeeds) ? "" : " When the mains return, what was not ordered yet stays on.")}");
        }

        if (running && outage.Plan is { Steps.Count: > 0 } plan)
        {
            Next(sheet, outage, plan, time);
        }
    }

    private static string Phase(string phase) => phase switch
    {
        "Grace" => "GRACE, nothing is ordered yet.",
        "Holding" or "Waiting" => "HOLDING, the first start is not due yet.",
        "Stopping" => "STOPPING.",
        "Spent" => "SPENT, every step is done or past.",
        "Settling" => "SETTLING, the mains are back and must stay.",
        "Returning" => "OVER, and not everybody is on again.",
        "Ended" => "ENDED.",
        "" => "in an UNKNOWN phase.",
        _ => phase.ToUpperInvariant() + ".",
    };

    private static void Next(Sheet sheet, Outage outage, Plan plan, LabTime time)
    {
        var verdict = PlanVerdict.Of(plan, []);
        if (verdict.Fit is PlanFit.DoesNotFit or PlanFit.Unknown)
        {
            sheet.Line(new Words(verdict.Word, verdict.Tone), ": ", verdict.Sentence);
        }

        var pending = outage.Steps.Where(step => step.State == "Pending").Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        if (plan.Steps.Where(step => pending.Contains(step.Id)).MinBy(step => step.StartSeconds) is { } next)
        {
            var start = At(time, next.StartSeconds);
            sheet.Line(new("Next", Tone.Strong), $": {next.Target} stops at {time.Clock(start)}{In(time.Until(start))}.");
        }
    }

    private static void Returns(Sheet sheet, Outage outage)
    {
        if (outage.Returns.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("To be on again");
        sheet.Rows(
            ["NODE", "STATE", "TRIES", "WHAT IT WAITS FOR"],
            outage.Returns.Select(one => (IReadOnlyList<Words>)[one.Node, StateWords.OfReturn(one.State), one.Tries > 0 ? $"{one.Tries}" : "-", one.WaitsFor]));
    }

    private static void Steps(Sheet sheet, Outage outage, LabTime time)
    {
        if (outage.Steps.Count == 0)
        {
            if (outage.Returns.Count == 0)
            {
                sheet.Line("It has no step yet.");
            }

            return;
        }

        var planned = (outage.Plan?.Steps ?? []).ToDictionary(step => step.Id, StringComparer.Ordinal);
        sheet.Blank();
        sheet.Heading("Steps");
        sheet.Rows(
            ["NODE", "STATE", "STARTS", "OFF BY", "ORDERED", "OFF", "EVIDENCE"],
            outage.Steps
                .OrderBy(step => planned.TryGetValue(step.Id, out var plan) ? plan.StartSeconds : double.MaxValue)
                .ThenBy(step => step.Target, StringComparer.Ordinal)
                .Select(step =>
                {
                    var plan = planned.GetValueOrDefault(step.Id);
                    return (IReadOnlyList<Words>)
                    [
                        step.Target,
                        StateWords.OfStep(step.State, step.OrderedWallMs > 0, !IsStopping(outage)),
                        plan is null ? "-" : time.Clock(At(time, plan.StartSeconds)),
                        plan is null ? "-" : time.Clock(At(time, plan.FinishBySeconds)),
                        step.OrderedWallMs > 0 ? time.Clock(step.OrderedWallMs) : "-",
                        step.OffWallMs > 0 ? time.Clock(step.OffWallMs) : "-",
                        step.Evidence.Length > 0 ? step.Evidence : step.State is "SeenOff" ? "evidence not given" : "-",
                    ];
                }));
    }

    private static void Notes(Sheet sheet, Outage outage, LabTime time)
    {
        if (outage.Notes.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("What happened");
        foreach (var note in outage.Notes.OrderBy(note => note.WallMs))
        {
            sheet.Item($"{time.Clock(note.WallMs)}  {note.Message}");
        }
    }

    // The coordinator gives distances from the moment of its answer, which is this moment.
    private static long At(LabTime time, double seconds) => time.Now.ToUnixTimeMilliseconds() + (long)(Math.Clamp(seconds, -1e9, 1e9) * 1000);

    private static string In(TimeSpan span) => span < TimeSpan.Zero ? $", {Duration.Show(-span)} ago" : $", in {Duration.Show(span)}";
}
