using System.Globalization;
using System.Text.Json.Nodes;
using Homelab.Files.Diagnostics;

namespace Homelab.Files.Fields;

/// <summary>Forms of values that have nothing to do with any one trade.</summary>
internal static class Values
{
    public const int LongestName = 63;
    private const int LongestText = 4096;

    public static ScalarType<string> Name { get; } = new(
        "name", "a name", "Lower-case letters, digits and dashes, at most 63, beginning and ending with a letter or digit: `pi-1`.",
        "Write lower-case letters, digits and dashes, such as pi-1.",
        text => NameProblem(text) is { } problem ? Parsed.Bad<string>(problem, code: FieldCodes.BadName) : Parsed.Good(text),
        () => Pattern("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"));

    public static ScalarType<bool> Boolean { get; } = new(
        "true or false", "true or false", "`true` or `false`; not `yes` or `on`.", "Write true or false.",
        text => text switch { "true" => Parsed.Good(true), "false" => Parsed.Good(false), _ => Parsed.Bad<bool>() },
        () => new JsonObject { ["type"] = "boolean" });

    public static ScalarType<double> Percent { get; } = new(
        "percentage", "a percentage", "From `0%` to `100%`, with the sign; `12.5%` is possible.", "Write a number and the sign, such as 50%.",
        ParsePercent, () => Pattern(@"^(100|[0-9]{1,2}(\.[0-9]{1,3})?)%$"));

    public static ScalarType<int> SchemaVersion { get; } = new(
        "schema version", "the version of a schema", "The version of the dialect that the file is written in; `1` is the only one.", "Write schema: 1.",
        text => text == "1"
            ? Parsed.Good(1)
            : Parsed.Bad<int>($"{Shown.Quote(text)} is not a schema that this version of Homelab reads", "Write 1, or use the version of Homelab that the file was written for.", FieldCodes.UnsupportedSchema),
        () => new JsonObject { ["const"] = 1 });

    public static ScalarType<int> WholeNumber(int least, int most) => new(
        "whole number", "a whole number", "Digits without a unit: `2`.", $"Write a number from {least} to {most}.",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? Parsed.Good(number)
            : Parsed.Bad<int>($"{Shown.Quote(text)} is not a whole number from {least} to {most}"),
        () => new JsonObject { ["type"] = "integer" });

    /// <summary>A number with a point, written without its unit.</summary>
    public static ScalarType<double> Number(string name, string article, string doc, string remedy, double least, double most) => new(
        name, article, doc, remedy,
        text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? Parsed.Good(number) : Parsed.Bad<double>(),
        () => new JsonObject { ["type"] = "number" });

    public static ScalarType<string> Text { get; } = new(
        "text", "a text", "Any text; quote it where YAML would read something else.", "Write a text.",
        text => text.Length is > 0 and <= LongestText ? Parsed.Good(text) : Parsed.Bad<string>("the text is empty or too long"),
        () => new JsonObject { ["type"] = "string" });

    /// <summary>What is wrong with a name; null where nothing is.</summary>
    public static string? NameProblem(string name) => name switch
    {
        "" => "a name is missing",
        { Length: > LongestName } => $"a name has at most {LongestName} characters, and this one {name.Length}",
        _ when !name.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-') => $"{Shown.Quote(name)} holds characters that a name does not have",
        _ when name[0] == '-' || name[^1] == '-' => $"{Shown.Quote(name)} begins or ends with a dash",
        _ => null,
    };

    public static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static Parsed<double> ParsePercent(string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint;
        if (text.EndsWith('%') && text.Length <= 8 && double.TryParse(text[..^1], Style, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100)
        {
            return Parsed.Good(percent / 100);
        }

        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out _)
            ? Parsed.Bad<double>($"{Shown.Quote(text)} has no percent sign")
            : Parsed.Bad<double>();
    }
}
