using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record SensorListJson(IReadOnlyList<SensorJson> Sensors);

public sealed record SensorReadingJson(string Quantity, string Channel, double? Value, string Unit, double? AgeSeconds);

public sealed record SensorJson(string Node, string Name, string Chip, string Place, string State, string Problem, IReadOnlyList<SensorReadingJson> Readings)
{
    public static SensorJson Of(string node, SensorStatus sensor) => new(
        node, sensor.Name, sensor.Chip, sensor.Place, sensor.State, sensor.Problem,
        [.. sensor.Readings.Select(reading => new SensorReadingJson(reading.Quantity, reading.Channel, Number.Of(reading.Value), reading.Unit, Number.Of(reading.AgeSeconds)))]);
}
