namespace Homelab.Cli.Render;

/// <summary>What the text is drawn on.</summary>
/// <param name="Width">Columns; null where lines are never wrapped, as in a pipe.</param>
/// <param name="Colour">Colour only ever repeats what a word says.</param>
/// <param name="Unicode">Whether bars may be drawn with block characters.</param>
public sealed record Surface(int? Width, bool Colour, bool Unicode)
{
    public const int UsualWidth = 80;

    /// <summary>For pipes and files: no escape sequences, no wrapping, ASCII.</summary>
    public static readonly Surface Plain = new(Width: null, Colour: false, Unicode: false);
}
