namespace Homelab.Domain.Lab;

/// <summary>
/// A UPS HAT that is to be cut as one line: as it is read (<see cref="HatLine"/>), and the line that cuts it, such as
/// <c>x728 bus=1 address=0x36 / gpio-0 mains 6 active=low pull=none debounce_ms=50 // gpio-0 26 active=high</c>. What is not understood is refused, never guessed.
/// </summary>
public static class HatCutLine
{
    private const string Pin = " // ";

    public static string Of(HatSource hat) =>
        HatLine.Of(hat) + (hat.CutLine is { } cut ? $"{Pin}{InputLine.Collector(cut.ChipNumber)} {cut.Line} active={(cut.IsActiveLow ? "low" : "high")}" : "");

    /// <summary>Null, with the reason as the end of a sentence, where the line cannot be used.</summary>
    public static HatSource? Parse(string line, out string problem)
    {
        var parts = line.Split(Pin, 2);
        if (HatLine.Parse(parts[0], "", out problem) is not { } hat)
        {
            return null;
        }

        if (parts is [_, var pin])
        {
            if (pin.Split(' ') is not [var collector, { Length: > 0 } place, "active=low" or "active=high"] || InputLine.ChipOf(collector) is not { } chip)
            {
                problem = $"is cut by {pin}, which this agent does not understand";
                return null;
            }

            hat = hat with { Cut = new OutputConfig { Name = "cut", ChipNumber = chip, Line = place, IsActiveLow = pin.EndsWith("=low", StringComparison.Ordinal) } };
        }

        problem = hat.CanCut ? "" : "cannot be cut by this agent";
        return hat.CanCut ? hat : null;
    }
}
