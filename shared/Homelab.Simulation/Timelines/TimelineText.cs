using System.Text;

namespace Homelab.Simulation.Timelines;

/// <summary>A timeline for a terminal: one line an event, times since the script began.</summary>
public static class TimelineText
{
    public static string Of(IReadOnlyList<TimelineEntry> entries)
    {
        var width = entries.Select(entry => entry.Subject.Length).DefaultIfEmpty().Max();
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            var mark = entry.Kind is TimelineKind.Violation or TimelineKind.PowerLost ? '!' : ' ';
            text.Append(mark).Append(Clock(entry.At).PadLeft(8)).Append("  ").Append(entry.Subject.PadRight(width)).Append("  ").Append(entry.Text).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Minutes and seconds, with a tenth.</summary>
    public static string Clock(TimeSpan at) => $"{(at < TimeSpan.Zero ? "-" : "")}{(int)at.Duration().TotalMinutes}:{at.Duration().Seconds:00}.{at.Duration().Milliseconds / 100}";
}
