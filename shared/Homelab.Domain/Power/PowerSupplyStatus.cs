using System.Collections.Immutable;
using System.Globalization;

namespace Homelab.Domain.Power;

/// <summary>Something beside the battery in <c>/sys/class/power_supply</c> that says whether it is online: a mains adapter, a USB port.</summary>
public sealed record SourceSupply(string Name, string Type, bool IsOnline);

/// <summary>
/// What the kernel says of a battery (Documentation/ABI/testing/sysfs-class-power), in NUT's variables. Its numbers are in micro-units; signs of currents differ from driver to driver, so they mean nothing here.
/// </summary>
public static class PowerSupplyStatus
{
    /// <summary>The files of a battery that are read, where they are there.</summary>
    public static ImmutableArray<string> Attributes { get; } =
    [
        "status", "present", "capacity", "capacity_level", "capacity_alert_min", "health", "voltage_now", "current_now", "power_now", "energy_now", "energy_full", "charge_now", "charge_full",
        "time_to_empty_now", "time_to_empty_avg", "temp", "model_name", "manufacturer", "serial_number", "technology",
    ];

    private static readonly (string Attribute, string Variable)[] s_texts =
        [("model_name", "ups.model"), ("manufacturer", "ups.mfr"), ("serial_number", "ups.serial"), ("technology", "battery.type")];

    /// <summary>Why these attributes are no word of the battery's present state, to stand behind its name; null where they are.</summary>
    public static string? Doubt(IReadOnlyDictionary<string, string> battery, IReadOnlyCollection<SourceSupply> sources) =>
        battery.GetValueOrDefault("present") == "0" ? "says that no battery is in it"
        : !battery.TryGetValue("status", out var status) ? "tells no status"
        : IsOnLine(status, sources) is null ? $"says only {Short(status)}, and nothing beside it says whether the mains are there"
        : null;

    public static IReadOnlyDictionary<string, string> ToNut(IReadOnlyDictionary<string, string> battery, IReadOnlyCollection<SourceSupply> sources)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        variables["ups.status"] = string.Join(' ', Tokens(battery, sources));
        foreach (var (attribute, variable) in s_texts)
        {
            if (battery.GetValueOrDefault(attribute) is { Length: > 0 } text)
            {
                variables[variable] = Short(text);
            }
        }

        Add("battery.charge", battery.GetValueOrDefault("capacity") ?? Shown(100 * (Part(battery, "energy") ?? Part(battery, "charge"))));
        Add("battery.charge.low", battery.GetValueOrDefault("capacity_alert_min"));
        Add("battery.voltage", Shown(Number(battery, "voltage_now") / 1e6));
        Add("battery.temperature", Shown(Number(battery, "temp") / 10));
        if (battery.GetValueOrDefault("status") == "Discharging")
        {
            Add("ups.realpower", Shown(Watts(battery)));
            Add("battery.runtime", Shown(Seconds(battery)));
        }

        return variables.ToImmutable();

        void Add(string variable, string? value)
        {
            if (value is not null)
            {
                variables[variable] = value;
            }
        }
    }

    private static IEnumerable<string> Tokens(IReadOnlyDictionary<string, string> battery, IReadOnlyCollection<SourceSupply> sources)
    {
        var status = battery.GetValueOrDefault("status", "");
        yield return IsOnLine(status, sources) == true ? "OL" : "OB";
        if (battery.GetValueOrDefault("capacity_level") == "Critical" || (Number(battery, "capacity_alert_min") is { } least and > 0 && Number(battery, "capacity") <= least))
        {
            yield return "LB";
        }

        if (battery.GetValueOrDefault("health") is "Dead" or "Unspecified failure")
        {
            yield return "RB";
        }

        if (status is "Charging" or "Discharging")
        {
            yield return status == "Charging" ? "CHRG" : "DISCHRG";
        }
    }

    /// <summary>
    /// A source that is online settles it: firmware that evens out a full battery says Discharging on the mains. A battery that charges is charged by something, also where the kernel does not see
    /// it. Full and Not charging outlast the mains for some seconds in some firmware, so beside an adapter that is off they prove nothing.
    /// </summary>
    private static bool? IsOnLine(string status, IReadOnlyCollection<SourceSupply> sources) => status switch
    {
        _ when sources.Any(source => source.IsOnline) => true,
        "Charging" => true,
        "Discharging" => false,
        _ when sources.Any(source => source.Type == "Mains") => false,
        "Full" or "Not charging" => true,
        _ => null,
    };

    private static double? Watts(IReadOnlyDictionary<string, string> battery) =>
        Rate(Number(battery, "power_now") ?? Number(battery, "voltage_now") * Number(battery, "current_now") / 1e6) / 1e6;

    /// <summary>Longer than a runtime may be counts as that long: a battery that lasts for days is not one of which nothing is known.</summary>
    private static double? Seconds(IReadOnlyDictionary<string, string> battery)
    {
        var told = Rate(Number(battery, "time_to_empty_now")) ?? Rate(Number(battery, "time_to_empty_avg"));
        var hours = Number(battery, "energy_now") / Rate(Number(battery, "power_now")) ?? Number(battery, "charge_now") / Rate(Number(battery, "current_now"));
        return (told ?? 3600 * hours) is { } seconds ? Math.Min(seconds, UpsVariables.MaxRuntime.TotalSeconds) : null;
    }

    /// <summary>Without its sign; zero is what drivers say that do not measure.</summary>
    private static double? Rate(double? value) => value is { } rate && rate != 0 ? Math.Abs(rate) : null;

    private static double? Part(IReadOnlyDictionary<string, string> battery, string kind) =>
        Number(battery, kind + "_full") is { } full and > 0 ? Number(battery, kind + "_now") / full : null;

    private static double? Number(IReadOnlyDictionary<string, string> battery, string attribute) =>
        double.TryParse(battery.GetValueOrDefault(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Shown(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= 64 ? text : text[..64];
}
