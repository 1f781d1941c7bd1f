namespace Homelab.Domain.Lab;

/// <summary>GPIO lines, read or set, that cannot be told from one another.</summary>
internal static class LabValidationInputs
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) => lab.Nodes.SelectMany(node => SamePlace(node).Concat(SameName(node)));

    private static IEnumerable<LabFinding> SamePlace(NodeConfig node) =>
        Lines(node).GroupBy(line => (line.Chip, line.Line))
            .SelectMany(same => same.Skip(1), (same, line) => new LabFinding(
                LabCodes.InputSamePlace, line.Path, $"{same.First().Name} is line {same.Key.Line} of chip {same.Key.Chip} too", "Write another `line` or `chip`, or delete one of the two."));

    private static IEnumerable<LabFinding> SameName(NodeConfig node) =>
        from line in Lines(node)
        let other = node.Sensors.Any(sensor => sensor.Name == line.Name) ? "a sensor"
            : line.IsOutput && node.Inputs.Any(input => input.Name == line.Name) ? "an input"
            : null
        where other is not null
        select new LabFinding(LabCodes.InputNameTaken, line.Path, $"{other} of this node has the same name", "Rename one of the two.");

    private static IEnumerable<(string Path, string Name, int Chip, string Line, bool IsOutput)> Lines(NodeConfig node) =>
        node.Inputs.Select(input => ($"nodes.{node.Name}.inputs.{input.Name}", input.Name, input.ChipNumber, input.Line, false))
            .Concat(node.Outputs.Select(output => ($"nodes.{node.Name}.outputs.{output.Name}", output.Name, output.ChipNumber, output.Line, true)));
}
