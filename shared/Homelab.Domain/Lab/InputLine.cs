using System.Globalization;

namespace Homelab.Domain.Lab;

/// <summary>
/// One input as a line of a collector's options, such as <c>mains 17 active=low pull=up debounce_ms=50</c>. What a newer coordinator adds is not understood and refused, never guessed.
/// </summary>
public static class InputLine
{
    /// <summary>The option that holds the lines, for the collector of the chip that reads them.</summary>
    public const string Option = "inputs";

    private const string Prefix = "gpio-";
    private const string DebounceKey = "debounce_ms=";
    private static readonly TimeSpan s_debounceMax = TimeSpan.FromMinutes(1);

    public static string Collector(int chip) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{chip}");

    /// <summary>Null where the name is no GPIO collector's.</summary>
    public static int? ChipOf(string collector) =>
        collector.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(collector[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var chip) ? chip : null;

    public static string Of(InputConfig input) => string.Create(
        CultureInfo.InvariantCulture,
        $"{input.Name} {input.Line} active={(input.IsActiveLow ? "low" : "high")} pull={WordOf(input.Pull)} {DebounceKey}{(long)input.Debounce.TotalMilliseconds}");

    /// <summary>Null, with the reason, where the line cannot be used.</summary>
    public static InputConfig? Parse(string line, int chip, out string problem)
    {
        problem = "";
        var words = line.Split(' ');
        if (words.Length < 2 || words[0].Length == 0 || words[1].Length == 0)
        {
            problem = "is declared in a way that this agent does not understand";
            return null;
        }

        var input = new InputConfig { Name = words[0], ChipNumber = chip, Line = words[1] };
        foreach (var word in words.Skip(2))
        {
            if (With(input, word) is not { } more)
            {
                problem = $"is declared with {word}, which this agent does not understand";
                return null;
            }

            input = more;
        }

        return input;
    }

    private static InputConfig? With(InputConfig input, string word) => word switch
    {
        "active=low" => input with { IsActiveLow = true },
        "active=high" => input with { IsActiveLow = false },
        "pull=none" => input with { Pull = InputPull.None },
        "pull=up" => input with { Pull = InputPull.Up },
        "pull=down" => input with { Pull = InputPull.Down },
        _ when word.StartsWith(DebounceKey, StringComparison.Ordinal) && long.TryParse(word.AsSpan(DebounceKey.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var span)
            && span <= s_debounceMax.TotalMilliseconds => input with { Debounce = TimeSpan.FromMilliseconds(span) },
        _ => null,
    };

    private static string WordOf(InputPull pull) => pull switch { InputPull.Up => "up", InputPull.Down => "down", _ => "none" };
}
