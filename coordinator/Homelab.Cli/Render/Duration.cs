using System.Globalization;
using System.Text;

namespace Homelab.Cli.Render;

/// <summary>Durations as plans write them: <c>40s</c>, <c>9m40s</c>, <c>5m00s</c>, <c>2h05m</c>, <c>3d04h</c>.</summary>
public static class Duration
{
    /// <summary>At most two units; a negative duration gets a minus sign.</summary>
    public static string Show(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            var positive = Show(-span);
            return positive == "0s" ? positive : "-" + positive;
        }

        // Saturates far beyond anything that a lab can mean.
        var seconds = (long)Math.Round(Math.Min(span.TotalSeconds, 86_400.0 * 99_999));
        return seconds switch
        {
            < 60 => $"{seconds}s",
            < 3_600 => Pair(seconds, 60, 'm', 1, 's'),
            < 86_400 => Pair(seconds, 3_600, 'h', 60, 'm'),
            _ => Pair(seconds, 86_400, 'd', 3_600, 'h'),
        };
    }

    public static string Seconds(double seconds) =>
        double.IsFinite(seconds) ? Show(TimeSpan.FromSeconds(Math.Clamp(seconds, -9e9, 9e9))) : "unknown";

    /// <summary>Reads <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>2d</c>; a bare number is refused, since nobody remembers its unit.</summary>
    public static bool TryRead(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var digits = new StringBuilder();
        var seconds = 0L;
        var last = long.MaxValue;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character) && digits.Length < 7)
            {
                digits.Append(character);
                continue;
            }

            var unit = character switch { 's' => 1L, 'm' => 60L, 'h' => 3_600L, 'd' => 86_400L, _ => 0L };
            if (unit == 0 || unit >= last || digits.Length == 0)
            {
                return false;
            }

            seconds += unit * long.Parse(digits.ToString(), CultureInfo.InvariantCulture);
            last = unit;
            digits.Clear();
        }

        span = TimeSpan.FromSeconds(seconds);
        return digits.Length == 0 && text.Length > 0;
    }

    private static string Pair(long seconds, long large, char largeUnit, long small, char smallUnit) =>
        $"{seconds / large}{largeUnit}{seconds % large / small:00}{smallUnit}";
}
