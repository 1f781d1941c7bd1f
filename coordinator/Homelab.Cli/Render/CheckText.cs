using Homelab.Cli.Offline;

namespace Homelab.Cli.Render;

/// <summary><c>homelab check</c>: one line a mistake, then what it comes to.</summary>
public static class CheckText
{
    public static string Of(CheckReport report, Surface surface)
    {
        var sheet = new Sheet(surface);
        // Never folded by us: editors parse these lines.
        var lines = new Sheet(surface with { Width = null });
        foreach (var diagnostic in report.Diagnostics)
        {
            lines.Line(new Words(diagnostic.ToString(), diagnostic.IsError ? Tone.Alarm : Tone.Warning));
        }

        if (report.Diagnostics.Length > 0)
        {
            sheet.Blank();
        }

        sheet.Line(new(report.File, Tone.Strong), ": ", Counts(report), ".");
        if (report.Lab is null)
        {
            sheet.Line("With errors the file is not taken up: a running coordinator keeps the lab that it has. The plan was not checked.");
        }
        else
        {
            var lab = report.Lab;
            sheet.Line($"{lab.Name}: {Count(lab.Nodes.Length, "node")}, {Count(lab.Feeds.Length, "feed")}, {Count(lab.Services.Length, "service")}, {Count(lab.Appliances.Length, "appliance")}.");
            Plan(sheet, report);
        }

        return lines.ToString() + sheet;
    }

    private static void Plan(Sheet sheet, CheckReport report)
    {
        if (report is not { Plan: { } plan, Verdict: { } verdict })
        {
            return;
        }

        sheet.Blank();
        sheet.Line("If the power goes: ", new(verdict.Word, verdict.Tone), $" - {verdict.Sentence}");
        foreach (var finding in plan.Findings)
        {
            sheet.Item(new Words(finding, Tone.Alarm));
        }

        foreach (var edge in plan.Dropped)
        {
            sheet.Item(new($"{edge.From} before {edge.To}", Tone.Warning), $" is given up: {edge.Reason}");
        }

        foreach (var note in plan.Notes)
        {
            sheet.Item(note);
        }

        EvidenceText.Write(sheet, OfflinePlan.Basis(report.Lab!, report.Answers));
        Asked(sheet, report);
        sheet.Line(new Words($"Each step and what binds it: homelab plan --lab {report.File}", Tone.Quiet));
    }

    private static void Asked(Sheet sheet, CheckReport report)
    {
        if (report.Answers is not { } answers)
        {
            sheet.Line(new Words($"Nobody was asked: an upsmon of a node, or of others at a UPS, shows with homelab check --ask {report.File}", Tone.Quiet));
            return;
        }

        sheet.Line("Asked:");
        foreach (var feed in answers.Feeds)
        {
            sheet.Item(feed.Silence.Length > 0
                ? new Words($"{feed.Feed}: {feed.Silence} Who else is logged in there is not known.", Tone.Alarm)
                : new Words($"{feed.Feed} ({feed.Source}): {(feed.Logins == 0 ? "nobody is logged in" : Count(feed.Logins, "login"))}.", feed.Logins == 0 ? Tone.Good : Tone.Warning));
        }

        var agents = answers.Agents;
        sheet.Item(agents.Silence.Length > 0
            ? new Words($"agents: {agents.Silence} Whether a node runs an upsmon of its own is not known.", Tone.Unknown)
            : new Words(
                $"agents, through {agents.Coordinator}: {agents.Heard.Length} of {Count(report.Lab!.Nodes.Length, "node")} connected, {agents.WithUpsmon.Length} with an upsmon of its own.",
                agents.WithUpsmon.IsEmpty && agents.Heard.Length == report.Lab.Nodes.Length ? Tone.Good : Tone.Warning));
    }

    private static Words Counts(CheckReport report) => (report.Errors, report.Warnings) switch
    {
        (0, 0) => new("no errors, no warnings", Tone.Good),
        (0, var warnings) => new($"no errors, {Count(warnings, "warning")}", Tone.Warning),
        (var errors, 0) => new(Count(errors, "error"), Tone.Alarm),
        var (errors, warnings) => new($"{Count(errors, "error")}, {Count(warnings, "warning")}", Tone.Alarm),
    };

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
