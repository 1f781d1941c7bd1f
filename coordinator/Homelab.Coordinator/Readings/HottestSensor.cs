namespace Homelab.Coordinator.Readings;

/// <summary>The hottest of a node's thermal zones and hwmon sensors.</summary>
public static class HottestSensor
{
    /// <summary>Sensors that nothing hangs on give -128 or 127 and more; nothing that runs is so hot or so cold, in degrees Celsius.</summary>
    private const double Least = -40, Most = 125;

    /// <summary>Null where no sensor tells.</summary>
    public static LatestReading? Of(IEnumerable<LatestReading> readings) => readings.Where(IsOne).MaxBy(reading => reading.Value);

    /// <summary>It is a temperature of the node's own parts, and can be one.</summary>
    public static bool IsOne(LatestReading reading) =>
        reading.Series.Metric is "node_thermal_zone_temp" or "node_hwmon_temp_celsius" && reading.Value is > Least and < Most;
}
