using System.Globalization;
using System.Text;

namespace Homelab.Files;

/// <summary>Durations as Homelab writes them: <c>90s</c>, <c>5m</c>, <c>24h</c>, <c>1h30m</c>; units d, h, m, s, ms, the larger first.</summary>
public static class DurationText
{
    /// <summary>Long enough for anything declared, short enough that sums do not overflow.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    private static readonly (string Unit, TimeSpan Length)[] s_units =
    [
        ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1)), ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        var nextUnit = 0;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 9)
            {
                return false;
            }

            var amount = long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..];
            var letters = rest.IndexOfAnyInRange('0', '9');
            var unit = (letters < 0 ? rest : rest[..letters]).ToString();
            rest = rest[unit.Length..];
            var index = Array.FindIndex(s_units, nextUnit, candidate => candidate.Unit == unit);
            if (index < 0 || amount > Longest / s_units[index].Length)
            {
                return false;
            }

            nextUnit = index + 1;
            duration += amount * s_units[index].Length;
        }

        return text.Length > 0 && duration <= Longest;
    }

    /// <summary>The shortest text that reads back as the same whole milliseconds.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder(duration < TimeSpan.Zero ? "-" : "");
        var rest = duration.Duration();
        foreach (var (unit, length) in s_units)
        {
            var amount = (long)(rest / length);
            if (amount > 0)
            {
                text.Append(amount).Append(unit);
                rest -= amount * length;
            }
        }

        return text.Length is 0 ? "0s" : text.ToString();
    }
}
