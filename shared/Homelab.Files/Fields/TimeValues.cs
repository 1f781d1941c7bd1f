using System.Globalization;
using System.Text.RegularExpressions;

namespace Homelab.Files.Fields;

/// <summary>Durations and time zones.</summary>
internal static partial class TimeValues
{
    private const string ZoneFolder = "/usr/share/zoneinfo";

    public static ScalarType<string> TimeZone { get; } = new(
        "time zone", "a time zone", "An IANA name such as `Europe/Berlin` or `UTC`, checked where the machine has the time zone database.",
        "Write an IANA name such as Europe/Berlin or UTC.",
        ParseZone, () => Values.Pattern("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$"));

    public static ScalarType<TimeOnly> TimeOfDay { get; } = new(
        "time of day", "a time of day", "Hours and minutes, in quotes: `\"03:00\"`.", "Write hours and minutes in quotes, such as \"03:00\".",
        text => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? Parsed.Good(time) : Parsed.Bad<TimeOnly>(),
        () => Values.Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"));

    public static ScalarType<TimeSpan> Duration(TimeSpan least, TimeSpan most)
    {
        var range = $"from {DurationText.Format(least)} to {DurationText.Format(most)}";
        return new(
            "duration", "a duration", "Numbers with units, the larger first: `90s`, `5m`, `24h`, `1h30m`, `250ms`, `7d`.", "Write numbers with units, such as 90s, 5m or 1h30m.",
            text => Parse(text, least, most, range), () => Values.Pattern("^(?=[0-9])([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$"));
    }

    private static Parsed<TimeSpan> Parse(string text, TimeSpan least, TimeSpan most, string range)
    {
        if (!DurationText.TryParse(text, out var duration))
        {
            return text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit)
                ? Parsed.Bad<TimeSpan>($"{Shown.Quote(text)} has no unit", $"Write {text}s for seconds or {text}m for minutes.")
                : Parsed.Bad<TimeSpan>();
        }

        return duration < least || duration > most
            ? Parsed.Bad<TimeSpan>($"{text} is out of range", $"Write a duration {range}.")
            : Parsed.Good(duration);
    }

    private static Parsed<string> ParseZone(string text)
    {
        if (text.Length > 64 || !ZoneForm().IsMatch(text))
        {
            return Parsed.Bad<string>();
        }

        // A small container has no database; the form is then all that can be checked.
        return !Directory.Exists(ZoneFolder) || TimeZoneInfo.TryFindSystemTimeZoneById(text, out _)
            ? Parsed.Good(text)
            : Parsed.Bad<string>(
                $"the time zone database has no {Shown.Quote(text)}",
                Nearest.To(text, TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)) is { } near ? $"Did you mean {near}?" : null);
    }

    [GeneratedRegex("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneForm();
}
