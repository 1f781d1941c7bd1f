using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>A plan as bars over time: one line a node, and where the first battery ends.</summary>
public static class Timeline
{
    private const int SmallestBars = 20;
    private const int LargestBars = 100;

    public static void Write(Sheet sheet, Plan plan)
    {
        var names = Math.Min(plan.Steps.Max(step => step.Target.Length), 24);
        var bars = Math.Clamp(sheet.Width - names - 5, SmallestBars, LargestBars);
        var scale = Scale.Of(plan, bars);
        var (stop, hand, end) = sheet.Surface.Unicode ? ('█', '·', '┃') : ('#', '.', '|');
        sheet.Heading("Timeline");
        foreach (var step in plan.Steps.OrderBy(step => step.StartSeconds).ThenBy(step => step.Target, StringComparer.Ordinal))
        {
            var name = step.Target.Length > names ? step.Target[..names] : step.Target.PadRight(names);
            sheet.Line($"  {name}  ", new Words(Bar(step, plan, scale, stop, hand, end), step.Kind == "shed" ? Tone.Plain : Tone.Strong));
        }

        sheet.Line(new Words($"  {new string(' ', names)}  {Axis(scale)}", Tone.Quiet));
        var battery = plan.HasRuntimeSeconds ? $"   {end} first battery empty, +{Duration.Seconds(plan.RuntimeSeconds)}" : "   end of the battery unknown";
        sheet.Line(new Words($"  {stop} stopping   {hand} time in hand{battery}", Tone.Quiet));
    }

    private static string Bar(PlanStep step, Plan plan, Scale scale, char stop, char hand, char end)
    {
        var line = new char[scale.Columns];
        Array.Fill(line, ' ');
        var from = scale.Column(step.StartSeconds);
        var to = Math.Max(from + 1, scale.Column(step.StartSeconds + step.DurationSeconds));
        var by = scale.Column(step.FinishBySeconds);
        for (var i = from; i < scale.Columns; i++)
        {
            line[i] = i < to ? stop : i < by ? hand : line[i];
        }

        if (plan.HasRuntimeSeconds)
        {
            line[Math.Min(scale.Column(plan.RuntimeSeconds), scale.Columns - 1)] = end;
        }

        return new string(line);
    }

    /// <summary>Labels at the quarters, the last one dropped where it has no room.</summary>
    private static string Axis(Scale scale)
    {
        var line = new char[scale.Columns + 8];
        Array.Fill(line, ' ');
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var label = Duration.Seconds(scale.From + ((scale.To - scale.From) * quarter / 4));
            var at = Math.Min(scale.Columns * quarter / 4, scale.Columns - label.Length);
            if (at < 0 || (quarter > 0 && line[Math.Max(0, at - 1)] != ' '))
            {
                continue;
            }

            label.CopyTo(line.AsSpan(at));
        }

        return new string(line).TrimEnd();
    }

    private sealed record Scale(double From, double To, int Columns)
    {
        public static Scale Of(Plan plan, int columns)
        {
            var from = Math.Min(0, plan.Steps.Min(step => step.StartSeconds));
            var to = plan.Steps.Max(step => Math.Max(step.FinishBySeconds, step.StartSeconds + step.DurationSeconds));
            to = plan.HasRuntimeSeconds ? Math.Max(to, plan.RuntimeSeconds) : to;
            return new(from, Math.Max(to, from + 1), columns);
        }

        public int Column(double seconds) =>
            double.IsFinite(seconds) ? (int)Math.Clamp(Math.Round((seconds - From) / (To - From) * Columns), 0, Columns) : Columns;
    }
}
