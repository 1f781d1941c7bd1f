using Spectre.Console;

namespace Homelab.Cli.Render;

/// <summary>How urgent a word is. The word itself says it; the colour repeats it.</summary>
public enum Tone
{
    Plain,
    Quiet,
    Strong,
    Good,
    Warning,
    Alarm,
    Unknown,
}

internal static class ToneStyle
{
    // Only the sixteen colours that a terminal's own theme defines, so that light and dark backgrounds both work.
    public static Style Of(Tone tone) => tone switch
    {
        Tone.Quiet => new Style(decoration: Decoration.Dim),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Olive, decoration: Decoration.Bold),
        Tone.Alarm => new Style(Color.Maroon, decoration: Decoration.Bold),
        Tone.Unknown => new Style(Color.Purple, decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
