using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Homelab.Cli.Render;

/// <summary>A piece of text with its urgency.</summary>
public readonly record struct Words(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Words(string text) => new(text);
}

/// <summary>Collects lines and tables, and gives them as text for one surface.</summary>
public sealed partial class Sheet
{
    // Wide enough that nothing is ever wrapped; Spectre wants a number.
    private const int Unwrapped = 4_000;
    private readonly StringBuilder _text = new();
    private readonly IAnsiConsole _console;

    public Sheet(Surface surface)
    {
        Surface = surface;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = surface.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = surface.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(new StringWriter(_text) { NewLine = "\n" }),
        });
        _console.Profile.Width = surface.Width ?? Unwrapped;
        _console.Profile.Capabilities.Unicode = surface.Unicode;
    }

    public Surface Surface { get; }

    public int Width => Surface.Width ?? 100;

    public void Line(params ReadOnlySpan<Words> words)
    {
        var paragraph = new Paragraph { Overflow = Overflow.Fold };
        foreach (var word in words)
        {
            paragraph.Append(Safe(word.Text), ToneStyle.Of(word.Tone));
        }

        _console.Write(paragraph);
        _console.WriteLine();
    }

    public void Blank() => _console.WriteLine();

    public void Heading(string text) => Line(new Words(text, Tone.Strong));

    /// <summary>A list item whose further lines hang under its first word.</summary>
    public void Item(params ReadOnlySpan<Words> words)
    {
        var paragraph = new Paragraph { Overflow = Overflow.Fold };
        foreach (var word in words)
        {
            paragraph.Append(Safe(word.Text), ToneStyle.Of(word.Tone));
        }

        var grid = new Grid().AddColumn(new GridColumn().Width(3).PadLeft(0).PadRight(0)).AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        grid.AddRow(new Text("  -"), new Padder(paragraph, new Padding(1, 0, 0, 0)));
        _console.Write(grid);
    }

    /// <summary>Columns are as wide as their content; where the surface is too narrow the last one wraps first.</summary>
    public void Rows(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<Words>> rows)
    {
        var table = new Table().Border(TableBorder.None);
        for (var i = 0; i < headers.Count; i++)
        {
            var isLast = i == headers.Count - 1;
            table.AddColumn(new TableColumn(new Text(headers[i], ToneStyle.Of(Tone.Quiet)))
            {
                NoWrap = !isLast,
                Padding = new Padding(0, 0, isLast ? 0 : 2, 0),
            });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => (IRenderable)new Text(Safe(cell.Text), ToneStyle.Of(cell.Tone))));
        }

        _console.Write(new Padder(table, new Padding(2, 0, 0, 0)));
    }

    public override string ToString() => TrailingBlanks().Replace(_text.ToString(), "");

    // What agents and UPSes say reaches a terminal here: control characters would be obeyed by it.
    private static string Safe(string text) => Control().Replace(text.ReplaceLineEndings(" "), "?");

    [GeneratedRegex(@"[ \t]+(?=\n)")]
    private static partial Regex TrailingBlanks();

    [GeneratedRegex(@"[\p{Cc}\p{Cf}]")]
    private static partial Regex Control();
}
