using System.Collections.Immutable;

namespace Homelab.Domain.Thermal;

public enum ThermalState
{
    /// <summary>What was read does not suffice to answer.</summary>
    Unknown,
    Ok,
    Warning,
}

/// <summary>One question about a node's heat, and what is known of it.</summary>
/// <param name="Question">A stable word: headroom, rise, cause, throttled, door_closed.</param>
/// <param name="Sentence">With what it rests on, without a full stop.</param>
/// <param name="Value">The figure of the answer in <paramref name="Unit"/>; null where there is none.</param>
public sealed record ThermalAnswer(string Question, ThermalState State, string Sentence, double? Value = null, string Unit = "");

/// <summary>What is known of a node's heat.</summary>
/// <param name="Part">The part that is nearest to its limit; empty where nothing tells.</param>
public sealed record ThermalAssessment(string Node, string Part, double? Celsius, ImmutableArray<ThermalAnswer> Answers);

public static class ThermalAssessor
{
    public static ThermalAssessment Assess(ThermalSight sight) => sight.Celsius is null
        ? new(sight.Node, "", null, [new("headroom", ThermalState.Unknown, "no fresh temperature of it is known")])
        : new(sight.Node, sight.Part.Name, sight.Celsius, [Headroom.Of(sight), Rise.Of(sight), HeatCause.Of(sight), Throttling.Of(sight), DoorClosed.Of(sight)]);
}
