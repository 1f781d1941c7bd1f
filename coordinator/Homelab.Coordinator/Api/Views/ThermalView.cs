using Homelab.Domain.Thermal;

namespace Homelab.Coordinator.Api.Views;

public sealed record ThermalsView(IReadOnlyList<ThermalView> Nodes);

/// <summary>What is known of the heat of one node.</summary>
/// <param name="Part">The part that is nearest to its limit; empty where nothing tells.</param>
/// <param name="Celsius">Its temperature now; null where nothing tells.</param>
public sealed record ThermalView(string Node, string Part, double? Celsius, IReadOnlyList<ThermalAnswerView> Answers)
{
    public static ThermalView Of(ThermalAssessment found) => new(
        found.Node, found.Part, found.Celsius is { } celsius ? Math.Round(celsius, 1) : null,
        [.. found.Answers.Select(answer => new ThermalAnswerView(answer.Question, ThermalWords.Name(answer.State), answer.Sentence, answer.Value, answer.Unit))]);
}

/// <param name="Question">headroom, rise, cause, throttled or door_closed.</param>
/// <param name="State">OK, WARNING or UNKNOWN.</param>
/// <param name="Value">The figure of the answer; null where there is none.</param>
/// <param name="Unit">kelvin, kelvin_per_hour, celsius or seconds; empty without a figure.</param>
public sealed record ThermalAnswerView(string Question, string State, string Sentence, double? Value, string Unit);
