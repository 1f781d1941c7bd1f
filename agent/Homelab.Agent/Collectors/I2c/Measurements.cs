using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors.I2c;

/// <summary>What a chip can measure: the metric and its unit.</summary>
internal sealed record Quantity(string Metric, string Unit)
{
    public static readonly Quantity Temperature = new("node_sensor_temperature_celsius", "celsius");
    public static readonly Quantity Humidity = new("node_sensor_humidity_ratio", "ratio");
    public static readonly Quantity Pressure = new("node_sensor_pressure_pascals", "pascals");
    public static readonly Quantity Voltage = new("node_sensor_volts", "volts");
    public static readonly Quantity Current = new("node_sensor_amps", "amperes");
    public static readonly Quantity Power = new("node_sensor_watts", "watts");
    public static readonly Quantity Charge = new("node_sensor_charge_ratio", "ratio");
    public static readonly Quantity Illuminance = new("node_sensor_illuminance_lux", "lux");
    public static readonly Quantity Input = new("node_sensor_input", "");
    public static readonly Quantity ClockStopped = new("node_sensor_clock_stopped", "");
}

/// <summary>Where a sensor's values go: each becomes a sample of that sensor's series.</summary>
internal sealed class Measurements(string collector, string sensor, string chip)
{
    private readonly Dictionary<(Quantity, string), Series> _series = [];
    private readonly List<Sample> _samples = [];

    public IReadOnlyList<Sample> Samples => _samples;

    /// <summary>Of a chip that measures it in one place; null where it did not.</summary>
    public double? Of(Quantity quantity)
    {
        foreach (var sample in _samples)
        {
            if (sample.Series.Metric == quantity.Metric)
            {
                return sample.Value;
            }
        }

        return null;
    }

    public void Clear() => _samples.Clear();

    /// <param name="channel">Of a chip that measures the same in several places; empty for the others.</param>
    public Measurements Add(Quantity quantity, double value, string channel = "")
    {
        if (!_series.TryGetValue((quantity, channel), out var series))
        {
            var labels = channel.Length == 0
                ? Labels.Of(("chip", chip), ("sensor", sensor))
                : Labels.Of(("channel", channel), ("chip", chip), ("sensor", sensor));
            series = new Series(quantity.Metric, labels, quantity.Unit, SeriesKind.Gauge, collector);
            _series.Add((quantity, channel), series);
        }

        if (double.IsFinite(value))
        {
            _samples.Add(new Sample(series, value));
        }

        return this;
    }
}
