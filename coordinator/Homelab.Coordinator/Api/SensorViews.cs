using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Readings;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;
using Homelab.Host;

namespace Homelab.Coordinator.Api;

/// <summary>What is known of each declared sensor: what its agent says of the chip, and the readings that came last.</summary>
public sealed class SensorViews(LatestReadings latest, TimeProvider clock)
{
    private const string Prefix = "node_sensor_";

    /// <summary>What is older says nothing of now, unless the sensor is read more seldom: then three of its rounds.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private const int Rounds = 3;

    /// <summary>Chips first, then inputs and outputs, each in the lab file's order.</summary>
    public IReadOnlyList<SensorView> Of(NodeConfig node, CollectConfig collect, AgentState agent) =>
        [.. node.Sensors.Select(DeclaredSensor.Of).Concat(node.Inputs.Select(DeclaredSensor.Of)).Concat(node.Outputs.Select(DeclaredSensor.Of)).Select(sensor => Of(node.Name, sensor, collect, agent))];

    private SensorView Of(string node, DeclaredSensor sensor, CollectConfig collect, AgentState agent)
    {
        var now = clock.Now();
        var readings = latest.Of(node)
            .Where(reading => reading.Series.Metric.StartsWith(Prefix, StringComparison.Ordinal) && Label(reading.Series, "sensor") == sensor.Name && Label(reading.Series, "chip") == sensor.Chip)
            .Where(reading => double.IsFinite(reading.Value))
            .Select(reading => new SensorReadingView(
                QuantityOf(reading.Series), Label(reading.Series, "channel") ?? "", reading.Value, reading.Series.Unit, Math.Round((now - reading.Arrived).TotalSeconds, 3)))
            .OrderBy(reading => reading.Channel, StringComparer.Ordinal).ThenBy(reading => reading.Quantity, StringComparer.Ordinal)
            .ToList();
        var (state, problem) = StateOf(sensor, agent, readings, collect.IntervalOf(sensor.Collector) * Rounds);
        return new(sensor.Name, sensor.Chip, sensor.Place, state, problem, readings);
    }

    private static (string State, string Problem) StateOf(DeclaredSensor sensor, AgentState agent, List<SensorReadingView> readings, TimeSpan rounds)
    {
        var bus = agent.Report?.Collectors.FirstOrDefault(collector => collector.Name == sensor.Collector);
        var said = agent.Report?.Sensors.FirstOrDefault(state =>
            state.Name == sensor.Name && state.Chip == sensor.Chip && state.Bus == sensor.Bus && (sensor.Address is not { } address || state.Address == address));
        return !agent.IsConnected ? ("UNKNOWN", "its agent is not connected")
            : bus?.Outcome == "timed_out" ? ("FAULT", $"the {sensor.Carrier} hangs: {bus.Name} {bus.Detail}")
            : said is { Problem.Length: > 0 } ? ("FAULT", said.Problem)
            : said is null && bus?.Outcome == "failed" ? ("FAULT", bus.Detail)
            : said is null ? ("UNKNOWN", "its agent has said nothing of it yet")
            : readings.Exists(reading => reading.AgeSeconds <= Math.Max(Fresh.TotalSeconds, rounds.TotalSeconds)) ? ("OK", "")
            : ("UNKNOWN", "no fresh reading came");
    }

    /// <summary>The metric without its family and its unit.</summary>
    private static string QuantityOf(Series series)
    {
        var name = series.Metric[Prefix.Length..];
        var end = series.Unit.Length == 0 ? -1 : name.LastIndexOf('_');
        return end > 0 ? name[..end] : name switch { "volts" => "voltage", "amps" => "current", "watts" => "power", "input_edges_total" => "edges", _ => name };
    }

    private static string? Label(Series series, string name) => series.Labels.FirstOrDefault(label => label.Key == name).Value;
}
