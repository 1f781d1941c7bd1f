namespace Homelab.Domain.Lab;

/// <summary>Rooms and doors that nothing declared tells of.</summary>
internal static class LabValidationThermal
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) => lab.Nodes.SelectMany(node => Check(lab, node, $"nodes.{node.Name}.thermal"));

    private static IEnumerable<LabFinding> Check(LabConfig lab, NodeConfig node, string path)
    {
        if (node.Thermal.Room is { } room && Holder(lab, node, room) is var holder && !(room.IsOneWire ? holder is not null : MeasuresTemperature(holder, room.Name)))
        {
            yield return new(LabCodes.ThermalPlace, $"{path}.room", $"{room} is no declared sensor that measures a temperature", "Write NODE/SENSOR, or the name alone of one that stands under this node's `sensors`; of a DS18B20 its number, such as 28-0316a2794bff.");
        }

        if (node.Thermal.Door is { } door && Holder(lab, node, door)?.Inputs.Any(input => input.Name == door.Name) != true)
        {
            yield return new(LabCodes.ThermalPlace, $"{path}.door", $"{door} is no declared input", "Write NODE/INPUT, or the name alone of one that stands under this node's `inputs`.");
        }
    }

    private static bool MeasuresTemperature(NodeConfig? node, string name) =>
        node?.Sensors.Any(sensor => sensor.Name == name && sensor.Chip?.Gives.Contains("temperature", StringComparison.Ordinal) != false) == true;

    private static NodeConfig? Holder(LabConfig lab, NodeConfig node, SensorPlace place) => place.Node is { } other ? lab.Node(other) : node;
}
