using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

public enum PlanFit
{
    Fits,
    DoesNotFit,

    /// <summary>No runtime is known, so that nobody can say.</summary>
    Unknown,

    /// <summary>Nothing stops in this plan.</summary>
    Nothing,
}

/// <summary>Whether the plan fits the time, as a word and a sentence.</summary>
public sealed record PlanVerdict(PlanFit Fit, string Word, Tone Tone, string Sentence)
{
    /// <param name="plan">The plan.</param>
    /// <param name="unknown">Dying feeds whose runtime nobody knows, where the plan alone does not tell.</param>
    public static PlanVerdict Of(Plan plan, IReadOnlyCollection<string> unknown)
    {
        var feeds = plan.DyingFeeds.Count == 0 ? "no feed" : string.Join(", ", plan.DyingFeeds);
        if (plan.Steps.Count == 0)
        {
            return new(
                PlanFit.Nothing,
                "NOTHING STOPS",
                Tone.Plain,
                plan.DyingFeeds.Count == 0 ? "this plan has no dying feed and no step." : $"no node loses its last feed when {feeds} dies.");
        }

        // The feed that fits worst comes first.
        var worst = plan.Budgets.FirstOrDefault(budget => budget.HasGivenSeconds);
        var needed = $"this plan needs {Duration.Seconds(Math.Ceiling(worst?.NeededSeconds ?? plan.NeededSeconds))}, grace and margin included";
        var nodes = plan.Steps.Count == 1 ? "1 node stops" : $"{plan.Steps.Count} nodes stop";
        if (plan.Asked)
        {
            return new(PlanFit.Fits, "AS ASKED", Tone.Plain, $"an operator asked for {AskedText.Names(plan.DyingFeeds)}: no battery ends, and each stops as soon as it may. {Capital(nodes)}.");
        }

        if (!plan.HasRuntimeSeconds && worst is null)
        {
            return Unknown($"{needed}, and nobody knows how long {Last(plan.DyingFeeds)}.", nodes);
        }

        // Down, as the reasons of the steps name the same end; what is needed goes up.
        var gives = $"{needed}, {worst?.Feed ?? "the battery"} gives {Duration.Seconds(Math.Floor(worst?.GivenSeconds ?? plan.RuntimeSeconds))}";
        if (!plan.Feasible)
        {
            var lacking = Duration.Seconds(Math.Ceiling(plan.ShortfallSeconds));
            return new(PlanFit.DoesNotFit, "DOES NOT FIT", Tone.Alarm, $"{gives}: {lacking} {(lacking == "1s" ? "is" : "are")} lacking. Dying: {feeds}; {nodes}.");
        }

        return unknown.Count > 0
            ? Unknown($"{gives}, but nobody knows how long {Last(unknown)}.", nodes)
            : new(PlanFit.Fits, "FITS", Tone.Good, $"{gives}. Dying: {feeds}; {nodes}.");
    }

    private static string Last(IReadOnlyCollection<string> feeds) => $"{string.Join(" and ", feeds)} {(feeds.Count == 1 ? "lasts" : "last")}";

    private static PlanVerdict Unknown(string sentence, string nodes) => new(
        PlanFit.Unknown,
        "UNKNOWN",
        Tone.Unknown,
        $"{sentence} Declare `runtime` in the lab file, or let the UPS report one. {Capital(nodes)}.");

    private static string Capital(string nodes) => $"{char.ToUpperInvariant(nodes[0])}{nodes[1..]}";
}
