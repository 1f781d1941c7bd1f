using System.Collections.Immutable;
using System.Globalization;

namespace Homelab.Domain.Power;

/// <summary>
/// What apcupsd's <c>status</c> says (apcupsd's manual, "NIS Server/Client Protocol" and "Status report fields"), in NUT's variables. NUT's own driver apcupsd-ups
/// has the same table.
/// </summary>
public static class ApcupsdStatus
{
    /// <summary>As old as upsd lets values of a driver become before it calls them stale (MAXAGE in upsd.conf(5)).</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(15);

    private const string DateForm = "yyyy-MM-dd HH:mm:ss zzz";

    /// <summary>Bits of STATFLAG and words of STATUS (include/defines.h and src/lib/apcstatus.c of apcupsd 3.14), in the order in which NUT writes them.</summary>
    private static readonly (uint Bit, string Word, string Token)[] s_flags =
    [
        (0x200, "SHUTTING", "FSD"), (0x8, "ONLINE", "OL"), (0x10, "ONBATT", "OB"), (0x40, "LOWBATT", "LB"), (0x80, "REPLACEBATT", "RB"),
        (0x20, "OVERLOAD", "OVER"), (0x2, "TRIM", "TRIM"), (0x4, "BOOST", "BOOST"), (0x1, "CAL", "CAL"),
    ];

    private const uint CommunicationLost = 0x100;

    private static readonly (string Field, string Variable)[] s_texts =
        [("MODEL", "ups.model"), ("SERIALNO", "ups.serial"), ("UPSNAME", "ups.id"), ("SELFTEST", "ups.test.result"), ("BATTDATE", "battery.date"), ("MANDATE", "ups.mfr.date")];

    private static readonly (string Field, string Variable)[] s_numbers =
    [
        ("BCHARGE", "battery.charge"), ("MBATTCHG", "battery.charge.low"), ("TIMELEFT", "battery.runtime"), ("MINTIMEL", "battery.runtime.low"),
        ("BATTV", "battery.voltage"), ("NOMBATTV", "battery.voltage.nominal"), ("LINEV", "input.voltage"), ("OUTPUTV", "output.voltage"), ("LINEFREQ", "input.frequency"),
        ("LOADPCT", "ups.load"), ("ITEMP", "ups.temperature"), ("NOMPOWER", "ups.realpower.nominal"), ("NOMAPNT", "ups.power.nominal"),
    ];

    /// <summary>Why these fields are no word of the UPS's present state; null where they are.</summary>
    public static string? Doubt(IReadOnlyDictionary<string, string> fields)
    {
        if (!fields.ContainsKey("STATUS") && Flags(fields) is null)
        {
            return "tells no STATUS";
        }

        var tokens = Tokens(fields);
        if (Flags(fields) is { } flags ? (flags & CommunicationLost) != 0 : fields["STATUS"].Contains("COMMLOST", StringComparison.Ordinal))
        {
            return "has lost its UPS (COMMLOST)";
        }

        // A change to battery is told at once, between two polls of the UPS.
        return Age(fields) is { } age && age > MaxAge && !tokens.Contains("OB") && !tokens.Contains("FSD")
            ? $"last asked its UPS {age.TotalSeconds:0} s ago: write POLLTIME 10 or less in its apcupsd.conf"
            : null;
    }

    public static IReadOnlyDictionary<string, string> ToNut(IReadOnlyDictionary<string, string> fields)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        variables["ups.status"] = string.Join(' ', Tokens(fields));
        foreach (var (field, variable) in s_texts)
        {
            if (fields.TryGetValue(field, out var text) && IsTold(text))
            {
                variables[variable] = text;
            }
        }

        foreach (var (field, variable) in s_numbers)
        {
            if (fields.TryGetValue(field, out var text) && IsTold(text))
            {
                variables[variable] = Number(text);
            }
        }

        return variables.ToImmutable();
    }

    private static ImmutableArray<string> Tokens(IReadOnlyDictionary<string, string> fields)
    {
        var words = fields.GetValueOrDefault("STATUS", "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var flags = Flags(fields);
        return [.. s_flags.Where(flag => flags is { } bits ? (bits & flag.Bit) != 0 : words.Contains(flag.Word)).Select(flag => flag.Token)];
    }

    /// <summary>Eight digits: versions before 3.14 wrote seven and other bits.</summary>
    private static uint? Flags(IReadOnlyDictionary<string, string> fields) =>
        fields.TryGetValue("STATFLAG", out var text) && text.Split(' ')[0] is { Length: 10 } word && word.StartsWith("0x", StringComparison.Ordinal)
        && uint.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var flags)
            ? flags
            : null;

    /// <summary>From its last word with the UPS to this answer, both by its own clock.</summary>
    private static TimeSpan? Age(IReadOnlyDictionary<string, string> fields) => Time(fields, "DATE") is { } asked && Time(fields, "END APC") is { } told ? told - asked : null;

    private static DateTimeOffset? Time(IReadOnlyDictionary<string, string> fields, string field) =>
        fields.TryGetValue(field, out var text) && text.Length >= 5
        && DateTimeOffset.TryParseExact(text.Insert(text.Length - 2, ":"), DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private static bool IsTold(string text) => text.Length > 0 && text != "N/A";

    /// <summary>The number without its unit, and minutes as seconds; what is no number stays as it came, and is rejected with its name.</summary>
    private static string Number(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var minutes, "Minutes", ..] && double.TryParse(minutes, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (number * 60).ToString("0.#", CultureInfo.InvariantCulture)
            : words is [var value, ..] ? value : text;
    }
}
