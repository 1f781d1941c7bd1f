using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>A running outage over time: each stop planned against real, the commit, and each battery's charge with its forecast. Seconds count from its beginning.</summary>
public static class CourseText
{
    /// <param name="now">Seconds since it began: a report that still grows ends with the last thing that was seen.</param>
    public static void Write(Sheet sheet, OutageReport report, Plan? plan, double now)
    {
        if (report.Steps.Count == 0)
        {
            return;
        }

        double? empty = plan is { HasRuntimeSeconds: true } ? now + plan.RuntimeSeconds : null;
        var rows = new BarRows(sheet, report.Steps.Select(Name).Concat(report.Feeds.Select(feed => feed.Feed)));
        var ends = report.Steps.SelectMany(step => (double[])[step.PlannedOffSeconds, step.OffSeconds]).Append(now).Append(empty ?? 0);
        var scale = rows.Scale(0, ends.Max());
        var signs = sheet.Surface.Unicode ? new Signs('░', '█', '─', '┃', "▁▂▃▄▅▆▇█") : new Signs('.', '#', '-', '|', "0123456789");
        sheet.Blank();
        sheet.Heading("Planned and real");
        rows.WriteQuiet(Marks(report, scale, now));
        foreach (var step in report.Steps)
        {
            rows.Write(Name(step), Bar(step, scale, signs, now), step.HasLateSeconds ? Tone.Warning : Tone.Plain);
        }

        foreach (var feed in report.Feeds.Where(feed => feed.Samples.Any(sample => sample.HasCharge)))
        {
            rows.Write(feed.Feed, Charge(feed, scale, signs, now, empty), Tone.Plain);
        }

        rows.WriteQuiet(scale.Axis());
        var foretold = empty is { } end ? $"; after now as foretold, empty at +{Duration.Seconds(end)}" : plan is { Asked: true } ? "" : "; nobody knows when it is empty";
        sheet.Line(new Words($"  {signs.Planned} planned   {signs.Stopping} stopping   {signs.Off} off   {signs.Present} now   C commit   M mains back   {signs.Levels} charge{foretold}", Tone.Quiet));
    }

    private sealed record Signs(char Planned, char Stopping, char Off, char Present, string Levels);

    private static string Name(ReportStep step) => step.Service.Length > 0 ? $"{step.Service} on {step.Node}" : step.Node;

    private static string Marks(OutageReport report, TimeScale scale, double now)
    {
        var line = scale.Empty();
        Put(line, scale, now, 'v');
        foreach (var mark in report.Marks.Where(mark => mark.Transition is "FeedCommitted" or "MainsBack"))
        {
            Put(line, scale, mark.AtSeconds, mark.Transition == "MainsBack" ? 'M' : 'C');
        }

        return new string(line).TrimEnd();
    }

    private static string Bar(ReportStep step, TimeScale scale, Signs signs, double now)
    {
        var line = scale.Empty();
        if (step.HasPlannedStartSeconds)
        {
            Fill(line, scale, step.PlannedStartSeconds, step.PlannedOffSeconds, signs.Planned);
        }

        Put(line, scale, now, signs.Present);
        if (step.HasOrderedSeconds && step.State is not ("Pending" or "Refused" or "Cancelled"))
        {
            Fill(line, scale, step.OrderedSeconds, step.HasOffSeconds ? step.OffSeconds : now, signs.Stopping);
        }

        if (step.HasOffSeconds)
        {
            Fill(line, scale, step.OffSeconds, now, signs.Off);
        }

        return new string(line).TrimEnd();
    }

    private static string Charge(ReportFeed feed, TimeScale scale, Signs signs, double now, double? empty)
    {
        var told = feed.Samples.Where(sample => sample.HasCharge).OrderBy(sample => sample.AtSeconds).ToList();
        var last = told[^1];
        var end = last.HasRuntimeSeconds ? last.AtSeconds + last.RuntimeSeconds : empty;
        var line = scale.Empty();
        for (var column = 0; column < line.Length; column++)
        {
            var at = scale.At(column);
            var charge = at <= Math.Max(now, last.AtSeconds)
                ? told.LastOrDefault(sample => sample.AtSeconds <= at)?.Charge
                : last.OnBattery && end > last.AtSeconds ? Math.Max(0, last.Charge * (end.Value - at) / (end.Value - last.AtSeconds)) : null;
            if (charge is { } level)
            {
                line[column] = signs.Levels[(int)Math.Clamp(level * signs.Levels.Length, 0, signs.Levels.Length - 1)];
            }
        }

        Put(line, scale, now, signs.Present);
        return new string(line).TrimEnd();
    }

    private static void Fill(char[] line, TimeScale scale, double from, double to, char sign) =>
        Array.Fill(line, sign, Math.Min(scale.Column(from), line.Length - 1), Math.Max(1, Math.Min(scale.Column(to), line.Length) - Math.Min(scale.Column(from), line.Length - 1)));

    private static void Put(char[] line, TimeScale scale, double at, char sign) => line[Math.Min(scale.Column(at), line.Length - 1)] = sign;
}
