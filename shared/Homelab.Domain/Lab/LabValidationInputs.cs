namespace Homelab.Domain.Lab;

/// <summary>Inputs that cannot be told from one another.</summary>
internal static class LabValidationInputs
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) => lab.Nodes.SelectMany(node => SamePlace(node).Concat(SameName(node)));

    private static IEnumerable<LabFinding> SamePlace(NodeConfig node) =>
        node.Inputs.GroupBy(input => (input.ChipNumber, input.Line))
            .SelectMany(same => same.Skip(1), (same, input) => new LabFinding(
                LabCodes.InputSamePlace, $"nodes.{node.Name}.inputs.{input.Name}", $"{same.First().Name} is line {same.Key.Line} of chip {same.Key.ChipNumber} too",
                "Write another `line` or `chip`, or delete one of the two."));

    private static IEnumerable<LabFinding> SameName(NodeConfig node) =>
        from input in node.Inputs
        where node.Sensors.Any(sensor => sensor.Name == input.Name)
        select new LabFinding(LabCodes.InputNameTaken, $"nodes.{node.Name}.inputs.{input.Name}", "a sensor of this node has the same name", "Rename one of the two.");
}
