using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary><c>homelab watch</c>: one line an event.</summary>
public static class EventText
{
    public static string Of(LabEvent @event, string timeZone, Surface surface, DateTimeOffset now)
    {
        // A line is left to the terminal to fold, so that what is selected with the mouse stays one line.
        var sheet = new Sheet(surface with { Width = null });
        var (word, tone) = Priority(@event.Priority);
        sheet.Line(
            new(new LabTime(timeZone, now).Clock(@event.WallMs) + "  ", Tone.Quiet),
            new(word.PadRight(8), tone),
            $"{(@event.Subject.Length > 0 ? @event.Subject : "lab")}  {@event.Message}",
            new($"  [{@event.Code}]", Tone.Quiet));
        return sheet.ToString();
    }

    /// <summary>syslog(3)'s levels in the words that matter at night.</summary>
    private static (string Word, Tone Tone) Priority(int priority) => priority switch
    {
        <= 2 => ("ALARM", Tone.Alarm),
        3 => ("ERROR", Tone.Alarm),
        4 => ("WARNING", Tone.Warning),
        5 => ("NOTICE", Tone.Strong),
        6 => ("INFO", Tone.Plain),
        _ => ("DEBUG", Tone.Quiet),
    };
}
