using Homelab.Coordinator.Readings;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;
using Homelab.Domain.Thermal;

namespace Homelab.Coordinator.Thermal;

/// <summary>Which series tell of a node's heat, and what an operator calls them.</summary>
internal static class ThermalSeries
{
    /// <summary>The firmware of a Raspberry Pi slows it for heat under these; under-voltage is another matter.</summary>
    private static readonly string[] s_conditions = ["throttled", "soft_temperature_limit"];

    /// <summary>What slows a processor or another part when a thermal zone asks for it (the kernel's cpufreq, devfreq and ACPI cooling devices).</summary>
    private static readonly string[] s_slowers = ["Processor", "thermal-cpufreq", "cpufreq", "thermal-devfreq", "thermal-idle", "intel_powerclamp"];

    public static bool IsFan(Series series) => series.Metric == "node_hwmon_fan_rpm";

    public static bool IsLoad(Series series) => series.Metric == "node_load1";

    public static bool IsSlowSeconds(Series series) => series.Metric == "node_cpu_package_throttle_seconds_total";

    public static bool IsBrake(Series series) =>
        (series.Metric == "node_rpi_throttled" && s_conditions.Contains(Label(series, "condition")))
        || (series.Metric == "node_cooling_device_cur_state" && s_slowers.Any(slower => Label(series, "type").StartsWith(slower, StringComparison.Ordinal)));

    public static bool IsRoom(Series series, SensorPlace room) => room.IsOneWire
        ? series.Metric == "node_w1_temperature_celsius" && Label(series, "device") == room.Name
        : series.Metric == "node_sensor_temperature_celsius" && Label(series, "sensor") == room.Name;

    public static bool IsDoor(Series series, SensorPlace door) => series.Metric == "node_sensor_input" && Label(series, "sensor") == door.Name;

    public static string NameOf(Series series) => series.Metric switch
    {
        "node_thermal_zone_temp" => $"thermal zone {Label(series, "zone")} ({Label(series, "type")})",
        "node_hwmon_temp_celsius" or "node_hwmon_fan_rpm" => $"{Label(series, "sensor")} of {Label(series, "chip")}",
        "node_rpi_throttled" => $"its firmware ({Label(series, "condition").Replace('_', ' ')})",
        "node_cooling_device_cur_state" => $"cooling device {Label(series, "name")} ({Label(series, "type")})",
        "node_cpu_package_throttle_seconds_total" => $"processor package {Label(series, "package")}",
        _ => series.Metric,
    };

    /// <summary>The limits that the chips themselves name for this part.</summary>
    public static IEnumerable<HeatLimit> LimitsOf(Series part, IReadOnlyCollection<LatestReading> readings) => readings
        .Select(reading => (reading.Value, Source: SourceOf(reading.Series, part)))
        .Where(limit => limit is { Source: not null, Value: > 20 and < 150 })
        .Select(limit => new HeatLimit(limit.Value, limit.Source!));

    private static string? SourceOf(Series limit, Series part) => (part.Metric, limit.Metric) switch
    {
        ("node_thermal_zone_temp", "node_thermal_zone_trip_celsius") when Label(limit, "zone") == Label(part, "zone") => Label(limit, "trip") switch
        {
            "passive" => "where its kernel slows it (passive trip point)",
            "hot" => "its hot trip point",
            _ => "where its kernel stops it (critical trip point)",
        },
        ("node_hwmon_temp_celsius", "node_hwmon_temp_crit_celsius" or "node_hwmon_temp_emergency_celsius") when Label(limit, "chip") == Label(part, "chip") && Label(limit, "sensor") == Label(part, "sensor") =>
            limit.Metric == "node_hwmon_temp_crit_celsius" ? "its chip's critical limit" : "its chip's emergency limit",
        _ => null,
    };

    private static string Label(Series series, string name) => series.Labels.FirstOrDefault(label => label.Key == name).Value ?? "";
}
