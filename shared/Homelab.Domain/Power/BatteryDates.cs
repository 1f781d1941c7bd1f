using System.Collections.Immutable;
using System.Globalization;

namespace Homelab.Domain.Power;

/// <summary>NUT's <c>battery.date</c> and <c>battery.mfr.date</c>: free texts, which UPSes write in the order of year, month, day or, with two digits of year, month, day, year.</summary>
internal static class BatteryDates
{
    /// <summary>Before this it is a placeholder of the factory's, such as APC's 2001/09/25.</summary>
    private static readonly DateOnly s_least = new(2005, 1, 1);

    private static readonly string[] s_forms = ["yyyy/MM/dd", "yyyy-MM-dd", "yyyy.MM.dd", "MM/dd/yy", "MM/dd/yyyy"];

    public static DateOnly? Read(IReadOnlyDictionary<string, string> variables, ImmutableArray<RejectedValue>.Builder rejected) =>
        One("battery.date", variables, rejected) ?? One("battery.mfr.date", variables, rejected);

    private static DateOnly? One(string name, IReadOnlyDictionary<string, string> variables, ImmutableArray<RejectedValue>.Builder rejected)
    {
        if (!variables.TryGetValue(name, out var text) || text.Trim() is "" or "not set" or "N/A")
        {
            return null;
        }

        var isDate = DateOnly.TryParseExact(text.Trim(), s_forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        if (isDate && date >= s_least)
        {
            return date;
        }

        rejected.Add(new RejectedValue(name, UpsVariables.Shown(text), isDate ? "it is the factory's placeholder, not the date of a battery" : "it is not a date"));
        return null;
    }
}
