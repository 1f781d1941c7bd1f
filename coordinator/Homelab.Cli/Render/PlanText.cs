using Google.Protobuf.Collections;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab plan</c>: what happens if the power goes now.</summary>
public static class PlanText
{
    /// <param name="plan">The plan.</param>
    /// <param name="verdict">Whether it fits the time.</param>
    /// <param name="basis">What the plan rests on, in whole sentences: the age of the readings, or the declared runtimes.</param>
    public static string Of(Plan plan, PlanVerdict verdict, IReadOnlyCollection<Words> basis, Surface surface)
    {
        var sheet = new Sheet(surface);
        Write(sheet, plan, verdict);
        if (basis.Count > 0)
        {
            sheet.Blank();
            EvidenceText.Write(sheet, basis);
        }

        return sheet.ToString();
    }

    public static bool IsWrong(Plan plan, PlanVerdict verdict) => verdict.Fit == PlanFit.DoesNotFit || plan.Findings.Count > 0;

    private static void Write(Sheet sheet, Plan plan, PlanVerdict verdict)
    {
        sheet.Line(new Words(verdict.Word, verdict.Tone), ": ", verdict.Sentence);
        List(sheet, "The independent check of this plan found", plan.Findings, Tone.Alarm);
        if (plan.Dropped.Count > 0)
        {
            sheet.Blank();
            sheet.Heading("Orders given up");
            foreach (var edge in plan.Dropped)
            {
                sheet.Item(new($"{edge.From} before {edge.To}", Tone.Warning), $": {edge.Reason}");
            }
        }

        if (plan.Steps.Count > 0)
        {
            sheet.Blank();
            sheet.Heading("Steps, times from now");
            Steps(sheet, plan);
            sheet.Blank();
            Timeline.Write(sheet, plan);
        }

        Services(sheet, plan);
        List(sheet, "Notes", plan.Notes, Tone.Plain);
    }

    private static void Steps(Sheet sheet, Plan plan)
    {
        var targets = plan.Steps.ToDictionary(step => step.Id, step => step.Target, StringComparer.Ordinal);
        var given = plan.Dropped.Select(edge => (edge.From, edge.To)).ToHashSet();
        var wide = sheet.Surface.Width is null or >= 110;
        string[] headers = wide
            ? ["NODE", "STARTS", "LATEST", "OFF BY", "TAKES", "KIND", "AFTER", "BOUND BY"]
            : ["NODE", "STARTS", "OFF BY", "TAKES", "BOUND BY"];
        sheet.Rows(headers, plan.Steps.OrderBy(step => step.StartSeconds).ThenBy(step => step.Target, StringComparer.Ordinal).Select(step =>
        {
            Words starts = new(Offset(step.StartSeconds), step.StartSeconds < 0 ? Tone.Alarm : Tone.Plain);
            var takes = Duration.Seconds(step.DurationSeconds);
            // What is given up is waited for in vain; to show it as an order would be untrue.
            var before = step.After.Select(id => targets.GetValueOrDefault(id, id)).Where(name => !given.Contains((name, step.Target))).Order(StringComparer.Ordinal);
            var after = string.Join(',', before) is { Length: > 0 } names ? names : "-";
            return (IReadOnlyList<Words>)(wide
                ? [step.Target, starts, Offset(step.LatestStartSeconds), Offset(step.FinishBySeconds), takes, step.Kind, after, step.Reason]
                : [step.Target, starts, Offset(step.FinishBySeconds), takes, step.Reason]);
        }));
    }

    /// <summary>They take nothing from their nodes' time, so they stand apart.</summary>
    private static void Services(Sheet sheet, Plan plan)
    {
        if (plan.Services.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading("Services, stopped before their nodes");
        sheet.Rows(["SERVICE", "NODE", "STARTS", "TAKES", "STOPS"], plan.Services.Select(step => (IReadOnlyList<Words>)
        [
            step.Service, step.Node, Offset(step.StartSeconds), Duration.Seconds(step.DurationSeconds), step.Reason,
        ]));
    }

    private static string Offset(double seconds) => seconds < 0 ? Duration.Seconds(seconds) : "+" + Duration.Seconds(seconds);

    private static void List(Sheet sheet, string heading, RepeatedField<string> sentences, Tone tone)
    {
        if (sentences.Count == 0)
        {
            return;
        }

        sheet.Blank();
        sheet.Heading(heading);
        foreach (var sentence in sentences)
        {
            sheet.Item(new Words(sentence, tone));
        }
    }
}
