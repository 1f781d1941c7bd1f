using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record PowerJson(IReadOnlyList<string> Nodes, IReadOnlyList<LeftWithoutJson> LeftWithout, string Sentence)
{
    public static PowerJson Of(PowerAnswer answer) =>
        new([.. answer.Nodes], [.. answer.LeftWithout.Select(left => new LeftWithoutJson(left.Node, left.Why))], answer.Sentence);
}

public sealed record LeftWithoutJson(string Node, string Why);
