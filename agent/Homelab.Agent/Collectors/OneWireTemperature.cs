using System.Buffers.Text;

namespace Homelab.Agent.Collectors;

/// <summary>
/// What the kernel's w1_therm driver says of a DS18B20 in <c>w1_slave</c> (kernel document w1/slaves/w1_therm): two lines, the scratchpad with the
/// verdict of its CRC, and the scratchpad again with the temperature in thousandths of a degree.
/// </summary>
internal static class OneWireTemperature
{
    /// <summary>The scratchpad holds it from power-on until a conversion ends (DS18B20 data sheet, "Memory"), so it is no temperature.</summary>
    private const int PowerOnMilliCelsius = 85_000;

    // The range of the chip.
    private const int LeastMilliCelsius = -55_000;
    private const int MostMilliCelsius = 125_000;

    /// <summary>Null where it can be believed; else why not, in words that do not change with the value.</summary>
    public static string? Refuse(ReadOnlySpan<byte> text, out double celsius)
    {
        celsius = 0;
        if (text.IsEmpty)
        {
            return "said nothing";
        }

        var lines = new Lines(text);
        if (!lines.TryNext(out var verdict) || !verdict.EndsWith(" YES"u8))
        {
            return verdict.EndsWith(" NO"u8) ? "its checksum is wrong" : "said something that is not understood";
        }

        var mark = lines.TryNext(out var values) ? values.LastIndexOf("t="u8) : -1;
        var number = mark < 0 ? default : values[(mark + 2)..];
        if (!Utf8Parser.TryParse(number, out int milli, out var consumed) || consumed != number.Length)
        {
            return "said something that is not understood";
        }

        celsius = milli / 1000.0;
        return milli == PowerOnMilliCelsius ? "has measured nothing since its power came (85 C)"
            : milli is < LeastMilliCelsius or > MostMilliCelsius ? "is out of its range of -55 to 125 C"
            : null;
    }
}
