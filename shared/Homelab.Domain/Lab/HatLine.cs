using System.Globalization;

namespace Homelab.Domain.Lab;

/// <summary>
/// A UPS HAT as one line, such as <c>x728 bus=1 address=0x36 / gpio-0 mains 6 active=low pull=none debounce_ms=50</c>, so that who asks an agent says with the question what is to be read. What a newer
/// coordinator adds is not understood and refused, never guessed.
/// </summary>
public static class HatLine
{
    private const string Pin = " / ";
    private const int BusMax = 255;

    public static string Of(HatSource hat) => string.Join(' ', Words(hat)) + (hat.MainsLine is { } mains ? $"{Pin}{InputLine.Collector(mains.ChipNumber)} {InputLine.Of(mains)}" : "");

    /// <summary>Null, with the reason as the end of a sentence, where the line cannot be used.</summary>
    public static HatSource? Parse(string line, string node, out string problem)
    {
        var parts = line.Split(Pin, 2);
        var words = parts[0].Split(' ');
        problem = "";
        if (HatBoards.Find(words[0]) is not { } board)
        {
            problem = $"is a {words[0]}, which this agent does not know";
            return null;
        }

        var hat = new HatSource(node) { Board = board };
        foreach (var word in words.Skip(1))
        {
            if (With(hat, word) is not { } more)
            {
                problem = $"is declared with {word}, which this agent does not understand";
                return null;
            }

            hat = more;
        }

        if (parts.Length == 1)
        {
            return hat;
        }

        var pin = parts[1].Split(' ', 2);
        if (pin.Length < 2 || InputLine.ChipOf(pin[0]) is not { } chip || InputLine.Parse(pin[1], chip, out _) is not { } mains)
        {
            problem = $"is declared with {parts[1]}, which this agent does not understand";
            return null;
        }

        return hat with { Mains = mains };
    }

    private static IEnumerable<string> Words(HatSource hat)
    {
        yield return hat.Board?.Name ?? "";
        yield return string.Create(CultureInfo.InvariantCulture, $"bus={hat.Bus}");
        yield return string.Create(CultureInfo.InvariantCulture, $"address=0x{hat.AddressOnBus:x2}");
        if (hat.Gauge is { } gauge)
        {
            yield return $"gauge={gauge.Name}";
        }

        if (hat.ShuntOhms is { } ohms)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"shunt_ohms={ohms}");
        }

        if (hat.LowVolts is { } volts)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"low_volts={volts}");
        }
    }

    private static HatSource? With(HatSource hat, string word)
    {
        var (key, value) = word.Split('=', 2) is [var name, var text] ? (name, text) : (word, "");
        return key switch
        {
            "bus" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bus) && bus <= BusMax => hat with { Bus = bus },
            "address" when SensorLine.TryAddress(value, out var address) => hat with { Address = address },
            "gauge" when SensorChips.Find(value) is { IsGauge: true } gauge => hat with { Gauge = gauge },
            "shunt_ohms" when Positive(value) is { } ohms => hat with { ShuntOhms = ohms },
            "low_volts" when Positive(value) is { } volts => hat with { LowVolts = volts },
            _ => null,
        };
    }

    private static double? Positive(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value > 0 ? value : null;
}
