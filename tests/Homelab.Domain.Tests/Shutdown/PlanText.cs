using System.Globalization;
using System.Text;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>A plan as text, so that a change of it can be read as a difference.</summary>
internal static class PlanText
{
    public static string Of(StopPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{string.Join(" ", plan.DyingFeeds)}: ");
        text.Append(CultureInfo.InvariantCulture, $"{(plan.IsFeasible ? "feasible" : $"short of {plan.Shortfall.TotalSeconds:0.0}s")}, ");
        text.AppendLine(CultureInfo.InvariantCulture, $"{string.Join(", ", plan.Budgets.Select(Budget))}");
        foreach (var step in plan.Steps)
        {
            var start = step.Kind == StopKind.Commit ? Seconds(step.LatestStart) : $"{Seconds(step.Start)}..{Seconds(step.LatestStart)}";
            var after = step.After.IsEmpty ? "" : $" after {string.Join(" ", step.After.Select(id => id["stop:".Length..]))}";
            text.AppendLine(CultureInfo.InvariantCulture, $"{step.Wave} {step.Node} {step.Kind.ToString().ToLowerInvariant()} at {start} for {step.Duration.TotalSeconds:0}s{after}");
            text.AppendLine(CultureInfo.InvariantCulture, $"    {step.Reason}");
        }

        foreach (var edge in plan.Dropped)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"dropped {edge.From} before {edge.To}: {edge.Reason}");
        }

        foreach (var note in plan.Notes)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"note {note}");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Budget(FeedBudget budget) =>
        string.Create(CultureInfo.InvariantCulture, $"needs {budget.Needed.TotalSeconds:0.0}s of {(budget.Given is { } given ? $"{given.TotalSeconds:0}s" : "unknown")} in {budget.Feed}");

    private static string Seconds(Moment moment) => (moment - Labs.Start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
