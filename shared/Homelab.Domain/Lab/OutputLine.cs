namespace Homelab.Domain.Lab;

/// <summary>
/// One output as a line of a collector's options, such as <c>buzzer 20 active=high when=on_battery</c>, for the collector of its chip (<see cref="InputLine.Collector"/>). What a newer coordinator adds is not
/// understood and refused, never guessed: nothing is set by half an order.
/// </summary>
public static class OutputLine
{
    /// <summary>The option that holds the lines.</summary>
    public const string Option = "outputs";

    private const string OnBattery = "when=on_battery";

    public static string Of(OutputConfig output) => $"{output.Name} {output.Line} active={(output.IsActiveLow ? "low" : "high")} {OnBattery}";

    /// <summary>Null, with the reason, where the line cannot be used.</summary>
    public static OutputConfig? Parse(string line, int chip, out string problem)
    {
        var words = line.Split(' ');
        problem = "is declared in a way that this agent does not understand";
        if (words is not [{ Length: > 0 } name, { Length: > 0 } place, "active=low" or "active=high", OnBattery])
        {
            return null;
        }

        problem = "";
        return new OutputConfig { Name = name, ChipNumber = chip, Line = place, IsActiveLow = words[2] == "active=low" };
    }
}
