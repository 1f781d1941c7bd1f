using System.Text;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Splits the names of hwmon attributes, such as temp1_crit (kernel document hwmon/sysfs-interface), and says what their values are in base
/// units. Metric names are those of prometheus-node-exporter.
/// </summary>
internal static class HwmonName
{
    /// <summary>Attributes that are measured each round; the others are limits and marks, which change when somebody sets them.</summary>
    public static bool IsMeasured(string property) => property is "" or "input" or "average" or "alarm" or "fault"
        || property.EndsWith("_alarm", StringComparison.Ordinal);

    /// <summary>False for what is no sensor of a kind that the agent reports, or not a number.</summary>
    public static bool TrySplit(string file, out string type, out string sensor, out string property)
    {
        var letters = file.AsSpan().IndexOfAnyInRange('0', '9');
        var digitsEnd = letters;
        while (digitsEnd >= 0 && digitsEnd < file.Length && char.IsAsciiDigit(file[digitsEnd]))
        {
            digitsEnd++;
        }

        (type, sensor, property) = ("", "", "");
        if (letters <= 0 || digitsEnd < file.Length && file[digitsEnd] != '_')
        {
            return false;
        }

        type = file[..letters];
        sensor = file[..digitsEnd];
        property = digitsEnd < file.Length ? file[(digitsEnd + 1)..] : "";
        return type is "temp" or "fan" or "in" or "curr" or "power" or "energy" or "humidity" or "pwm" or "intrusion";
    }

    /// <summary>The metric, its unit and how many of the kernel's milli- or microunits make one.</summary>
    public static (string Metric, string Unit, double PerUnit) MetricOf(string type, string property)
    {
        var name = $"node_hwmon_{type}" + (property is "" or "input" ? "" : "_" + Clean(property));
        return (type, property) switch
        {
            (_, "alarm" or "fault") => (name, "", 1),
            (_, "beep") => (name + "_enabled", "", 1),
            ("in", _) => (name + "_volts", "volts", 1000),
            ("temp", not "type") => (name + "_celsius", "celsius", 1000),
            ("curr", _) => (name + "_amps", "amperes", 1000),
            ("energy", _) => (name + "_joule_total", "joules", 1e6),
            ("power", "accuracy") => (name, "ratio", 1e6),
            ("power", "average_interval" or "average_interval_min" or "average_interval_max") => (name + "_seconds", "seconds", 1000),
            ("power", _) => (name + "_watt", "watts", 1e6),
            ("humidity", _) => (name, "ratio", 1e6),
            ("fan", "" or "input" or "min" or "max" or "target") => (name + "_rpm", "rpm", 1),
            _ => (name, "", 1),
        };
    }

    /// <summary>Small letters, digits, colon and underscore, none of the last at an end.</summary>
    public static string Clean(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var small = char.ToLowerInvariant(letter);
            cleaned.Append(char.IsAsciiLetterLower(small) || char.IsAsciiDigit(small) || small is ':' or '_' ? small : '_');
        }

        return cleaned.ToString().Trim('_');
    }
}
