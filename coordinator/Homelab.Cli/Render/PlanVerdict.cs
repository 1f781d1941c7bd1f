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
    public static PlanVerdict Of(Plan plan)
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

        var needed = Duration.Seconds(plan.NeededSeconds);
        var nodes = plan.Steps.Count == 1 ? "1 node stops" : $"{plan.Steps.Count} nodes stop";
        if (!plan.Feasible)
        {
            var gives = plan.HasRuntimeSeconds ? $"the battery gives {Duration.Seconds(plan.RuntimeSeconds)}" : "the time does not suffice";
            return new(
                PlanFit.DoesNotFit,
                "DOES NOT FIT",
                Tone.Alarm,
                $"this plan needs {needed}, {gives}; with grace and margin {Duration.Seconds(plan.ShortfallSeconds)} is lacking. Dying: {feeds}; {nodes}.");
        }

        if (!plan.HasRuntimeSeconds)
        {
            return new(
                PlanFit.Unknown,
                "UNKNOWN",
                Tone.Unknown,
                $"this plan needs {needed}, and nobody knows how long {feeds} lasts. Declare the feed's `runtime` in the lab file, or let its UPS report one. {Capital(nodes)}.");
        }

        return new(
            PlanFit.Fits,
            "FITS",
            Tone.Good,
            $"this plan needs {needed}, the battery gives {Duration.Seconds(plan.RuntimeSeconds)}. Dying: {feeds}; {nodes}.");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
