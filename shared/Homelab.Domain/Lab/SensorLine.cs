using System.Globalization;

namespace Homelab.Domain.Lab;

/// <summary>
/// One sensor as a line of a collector's options, such as <c>cellar bme280 0x76</c> or <c>supply ina219 0x40 shunt_ohms=0.1</c>. What a newer coordinator
/// adds behind is not understood and refused, never guessed.
/// </summary>
public static class SensorLine
{
    /// <summary>The option that holds the lines, and the collector of a bus that reads them.</summary>
    public const string Option = "sensors";

    private const string Shunt = "shunt_ohms=";

    public static string Collector(int bus) => string.Create(CultureInfo.InvariantCulture, $"i2c-{bus}");

    /// <summary>Null where the name is no I2C collector's.</summary>
    public static int? BusOf(string collector) =>
        collector.StartsWith("i2c-", StringComparison.Ordinal) && int.TryParse(collector[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var bus) ? bus : null;

    public static string Of(SensorConfig sensor) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sensor.Name} {sensor.Chip?.Name} 0x{sensor.AddressOnBus:x2}{(sensor.ShuntOhms is { } ohms ? $" {Shunt}{ohms}" : "")}");

    /// <summary>Null, with the reason, where the line cannot be used.</summary>
    public static SensorConfig? Parse(string line, int bus, out string problem)
    {
        problem = "";
        var words = line.Split(' ');
        if (words.Length < 3 || words[0].Length == 0 || !TryAddress(words[2], out var address))
        {
            problem = "is declared in a way that this agent does not understand";
            return null;
        }

        if (SensorChips.Find(words[1]) is not { } chip)
        {
            problem = $"is a {words[1]}, which this agent does not know";
            return null;
        }

        var sensor = new SensorConfig { Name = words[0], Chip = chip, Bus = bus, Address = address };
        foreach (var word in words.Skip(3))
        {
            if (!word.StartsWith(Shunt, StringComparison.Ordinal)
                || !double.TryParse(word[Shunt.Length..], NumberStyles.Float, CultureInfo.InvariantCulture, out var ohms) || !double.IsFinite(ohms) || ohms <= 0)
            {
                problem = $"is declared with {word}, which this agent does not understand";
                return null;
            }

            sensor = sensor with { ShuntOhms = ohms };
        }

        return sensor;
    }

    /// <summary>An address on a bus, such as <c>0x76</c>.</summary>
    internal static bool TryAddress(string text, out int value)
    {
        value = 0;
        return text.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out value) && value is >= 0x03 and <= 0x77;
    }
}
