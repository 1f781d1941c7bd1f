using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record HeatListJson(IReadOnlyList<HeatJson> Nodes);

public sealed record HeatAnswerJson(string Question, string State, string Sentence, double? Value, string Unit);

public sealed record HeatJson(string Node, string Part, double? Celsius, IReadOnlyList<HeatAnswerJson> Answers)
{
    public static HeatJson Of(NodeHeat heat) => new(
        heat.Node, heat.Part, Number.Of(heat.HasCelsius, heat.Celsius),
        [.. heat.Answers.Select(answer => new HeatAnswerJson(answer.Question, answer.State, answer.Sentence, Number.Of(answer.HasValue, answer.Value), answer.Unit))]);
}
