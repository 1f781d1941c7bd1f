namespace Homelab.Cli.Render;

/// <summary>Lines of a name and a bar, the names in one column.</summary>
internal sealed class BarRows(Sheet sheet, IEnumerable<string> names)
{
    private const int WidestName = 24;

    private readonly int _width = Math.Min(names.Max(name => name.Length), WidestName);

    /// <summary>What the names leave for the bars.</summary>
    public TimeScale Scale(double from, double to) => TimeScale.Within(sheet.Width, _width + 5, from, to);

    public void Write(string name, string bar, Tone tone) =>
        sheet.Line($"  {(name.Length > _width ? name[.._width] : name.PadRight(_width))}  ", new Words(bar, tone));

    /// <summary>A line that has no name.</summary>
    public void WriteQuiet(string line) => sheet.Line(new Words($"  {new string(' ', _width)}  {line}", Tone.Quiet));
}
