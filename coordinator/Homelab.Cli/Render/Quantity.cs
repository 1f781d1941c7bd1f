using System.Globalization;

namespace Homelab.Cli.Render;

/// <summary>Numbers that may be missing; a missing one reads <c>?</c> in a column and <c>unknown</c> in a sentence.</summary>
public static class Quantity
{
    public const string Missing = "?";

    public static string Percent(bool known, double value) =>
        known && double.IsFinite(value) ? string.Create(CultureInfo.InvariantCulture, $"{value:0} %") : Missing;

    public static string Seconds(bool known, double seconds) => known ? Duration.Seconds(seconds) : Missing;

    public static string Age(bool known, double seconds) => known ? Duration.Seconds(Math.Max(0, seconds)) + " ago" : "never";

    /// <summary>Bytes in binary units, degrees with their sign, ratios as percent; the rest as it is.</summary>
    public static string OfUnit(double value, string unit) => unit switch
    {
        _ when !double.IsFinite(value) => Missing,
        "ratio" => Percent(true, value * 100),
        "celsius" => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} C"),
        "bytes" => Bytes(value),
        "pascals" => string.Create(CultureInfo.InvariantCulture, $"{value / 100:0.#} hPa"),
        "volts" => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} V"),
        "amperes" => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} A"),
        "watts" => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} W"),
        "seconds" => Duration.Seconds(value),
        "" => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}"),
    };

    private static string Bytes(double value)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        var step = 0;
        while (Math.Abs(value) >= 1024 && step < units.Length - 1)
        {
            value /= 1024;
            step++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {units[step]}");
    }
}
