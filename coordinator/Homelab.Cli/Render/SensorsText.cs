using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Cli.Render;

/// <summary><c>homelab sensors</c>: every declared sensor, those with a fault first.</summary>
public static class SensorsText
{
    public static string Of(IReadOnlyCollection<NodeStatus> nodes, Surface surface)
    {
        var sheet = new Sheet(surface);
        var sensors = nodes.SelectMany(node => node.Sensors.Select(sensor => (Node: node.Name, Sensor: sensor)))
            .OrderBy(pair => Urgency(pair.Sensor.State)).ThenBy(pair => pair.Node, StringComparer.Ordinal).ThenBy(pair => pair.Sensor.Name, StringComparer.Ordinal)
            .ToList();
        if (sensors.Count == 0)
        {
            sheet.Line("  No sensor is declared. A node's `sensors` in lab.yaml name the chips on its buses, and its `inputs` GPIO lines.");
        }

        foreach (var (node, sensor) in sensors)
        {
            sheet.Line(new($"{node} {sensor.Name}", Tone.Strong), ": ", State(sensor.State), $" ({sensor.Chip}, {sensor.Place})");
            if (sensor.Problem.Length > 0)
            {
                sheet.Item(FullStop.After($"{char.ToUpperInvariant(sensor.Problem[0])}{sensor.Problem[1..]}"));
            }

            foreach (var channel in sensor.Readings.GroupBy(reading => reading.Channel))
            {
                sheet.Item($"{(channel.Key.Length > 0 ? channel.Key + ": " : "")}{string.Join(", ", channel.Select(Reading))}; {Quantity.Age(true, channel.Max(reading => reading.AgeSeconds))}.");
            }
        }

        return sheet.ToString();
    }

    private static string Reading(SensorReading reading) => $"{reading.Quantity} {Quantity.OfUnit(reading.Value, reading.Unit)}";

    private static int Urgency(string state) => state switch { "FAULT" => 0, "OK" => 2, _ => 1 };

    private static Words State(string state) => new(state, state switch { "FAULT" => Tone.Warning, "OK" => Tone.Good, _ => Tone.Unknown });
}
