namespace Homelab.Domain.Lab;

/// <summary>Chips that cannot be where they are said to be, or that cannot tell what they are to tell.</summary>
internal static class LabValidationSensors
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) =>
        lab.Nodes.SelectMany(node => node.Sensors.Where(sensor => sensor.Chip is not null).SelectMany(sensor => Check($"nodes.{node.Name}.sensors.{sensor.Name}", sensor, sensor.Chip!))
            .Concat(SamePlace(node)));

    private static IEnumerable<LabFinding> Check(string path, SensorConfig sensor, SensorChip chip)
    {
        if (sensor.Address is { } address && !chip.Addresses.Contains(address))
        {
            yield return WrongAddress($"{path}.address", chip, address);
        }

        if (chip.NeedsShunt && sensor.ShuntOhms is null)
        {
            yield return NoShunt(path, chip);
        }
    }

    internal static LabFinding WrongAddress(string path, SensorChip chip, int address) => new(
        LabCodes.SensorAddress, path, $"the {chip.Name} cannot be strapped to 0x{address:x2}", $"Its addresses are {string.Join(", ", chip.Addresses.Select(known => $"0x{known:x2}"))}.");

    internal static LabFinding NoShunt(string path, SensorChip chip) => new(
        LabCodes.SensorShunt, path, $"the {chip.Name} needs the resistance that it measures over", "Write `shunt_ohms`, as it is printed on the resistor of the board: R100 is 0.1.");

    private static IEnumerable<LabFinding> SamePlace(NodeConfig node) =>
        node.Sensors.Where(sensor => sensor.Chip is not null).GroupBy(sensor => (sensor.Bus, sensor.AddressOnBus))
            .SelectMany(same => same.Skip(1), (same, sensor) => new LabFinding(
                LabCodes.SensorSamePlace, $"nodes.{node.Name}.sensors.{sensor.Name}", $"{same.First().Name} is at 0x{same.Key.AddressOnBus:x2} of bus {same.Key.Bus} too",
                "Write another `bus` or `address`, or delete one of the two."));
}
