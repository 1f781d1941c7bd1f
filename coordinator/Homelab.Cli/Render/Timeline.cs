using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>A plan as bars over time: one line a node, and where the first battery ends.</summary>
public static class Timeline
{
    public static void Write(Sheet sheet, Plan plan)
    {
        var rows = new BarRows(sheet, plan.Steps.Select(step => step.Target));
        var scale = rows.Scale(Math.Min(0, plan.Steps.Min(step => step.StartSeconds)), End(plan));
        var (stop, hand, end) = sheet.Surface.Unicode ? ('█', '·', '┃') : ('#', '.', '|');
        sheet.Heading("Timeline");
        foreach (var step in plan.Steps.OrderBy(step => step.StartSeconds).ThenBy(step => step.Target, StringComparer.Ordinal))
        {
            rows.Write(step.Target, Bar(step, plan, scale, stop, hand, end), step.Kind == "shed" ? Tone.Plain : Tone.Strong);
        }

        rows.WriteQuiet(scale.Axis());
        var battery = plan.HasRuntimeSeconds ? $"   {end} first battery empty, +{Duration.Seconds(Math.Floor(plan.RuntimeSeconds))}" : plan.Asked ? "" : "   end of the battery unknown";
        sheet.Line(new Words($"  {stop} stopping   {hand} time in hand{battery}", Tone.Quiet));
    }

    private static double End(Plan plan)
    {
        var to = plan.Steps.Max(step => Math.Max(step.FinishBySeconds, step.StartSeconds + step.DurationSeconds));
        return plan.HasRuntimeSeconds ? Math.Max(to, plan.RuntimeSeconds) : to;
    }

    private static string Bar(PlanStep step, Plan plan, TimeScale scale, char stop, char hand, char end)
    {
        var line = scale.Empty();
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
}
