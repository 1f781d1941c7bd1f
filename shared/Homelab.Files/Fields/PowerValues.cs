using System.Globalization;
using System.Text.Json.Nodes;
using Homelab.Domain.Lab;

namespace Homelab.Files.Fields;

/// <summary>Forms of values of electricity and heat: a number with its unit, and without a space.</summary>
internal static class PowerValues
{
    public static ScalarType<double> Celsius { get; } = WithUnit(
        "temperature", "a temperature", "Degrees Celsius with the unit, from `0C` to `150C`: `55C`.", "Write a number and C, such as 55C.", "C", 0, 150);

    public static ScalarType<double> PercentAbove { get; } = Ratio(
        "load limit", "a load limit", "A part of the rating from `50%` to `200%`, with the sign: `110%`.", "Write a number from 50 to 200 and the sign, such as 110%.", "%", 50, 200);

    public static ScalarType<double> PercentPerMinute { get; } = Ratio(
        "rate of fall", "a rate of fall", "Percent of the charge a minute, from `0.1%/min` to `100%/min`: `3%/min`.", "Write a rate such as 3%/min.", "%/min", 0.1, 100);

    public static ScalarType<decimal> Price { get; } = new(
        "price", "a price", "A number with a decimal point and without a unit: `0.32`.", "Write a number from 0 to 1000, such as 0.32.",
        text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price <= 1000 ? Parsed.Good(price) : Parsed.Bad<decimal>(),
        () => new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1000 });

    public static ScalarType<string> Currency { get; } = new(
        "currency", "a currency", "Three capital letters (ISO 4217): `EUR`.", "Write three capital letters, such as EUR.",
        text => text.Length == 3 && text.All(char.IsAsciiLetterUpper) ? Parsed.Good(text) : Parsed.Bad<string>(),
        () => Values.Pattern("^[A-Z]{3}$"));

    public static ScalarType<double> Volts { get; } = new(
        "voltage", "a voltage", "In volts, without the unit: `3.2`.", "Write volts from 0.5 to 60, such as 3.2.",
        text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var volts) && volts is >= 0.5 and <= 60 ? Parsed.Good(volts) : Parsed.Bad<double>(),
        () => new JsonObject { ["type"] = "number", ["minimum"] = 0.5, ["maximum"] = 60 });

    public static ScalarType<string> SupplyName { get; } = new(
        "name of a power supply", "the name of a power supply", "As a folder in `/sys/class/power_supply` is named: `BAT0`.", "Write one of the names that `ls /sys/class/power_supply` shows on the node, such as BAT0.",
        text => PowerSupplySource.IsName(text) ? Parsed.Good(text) : Parsed.Bad<string>(),
        () => Values.Pattern(@"^[^./\s][^/\s]{0,63}$"));

    private static ScalarType<double> Ratio(string name, string article, string doc, string remedy, string unit, double least, double most) =>
        WithUnit(name, article, doc, remedy, unit, least, most, 100);

    private static ScalarType<double> WithUnit(
        string name, string article, string doc, string remedy, string unit, double least, double most, double divisor = 1) => new(
        name, article, doc, remedy,
        text => Parse(text, unit, least, most) is { } value ? Parsed.Good(value / divisor) : Parsed.Bad<double>(),
        () => Values.Pattern($"^[0-9]{{1,6}}(\\.[0-9]{{1,3}})?{unit}$"));

    private static double? Parse(string text, string unit, double least, double most) =>
        text.Length <= 16 && text.EndsWith(unit, StringComparison.Ordinal)
        && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && value >= least && value <= most
            ? value
            : null;
}
