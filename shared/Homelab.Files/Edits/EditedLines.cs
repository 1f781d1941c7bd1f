using System.Text;

namespace Homelab.Files.Edits;

/// <summary>A text line by line, with what is to stand in the place of a part of a line or before a line: nothing else of it moves.</summary>
internal sealed class EditedLines
{
    private readonly string[] _lines;
    private readonly SortedDictionary<int, Edit> _edits = [];

    public EditedLines(string text)
    {
        EndsWithNewline = text.EndsWith('\n');
        _lines = (EndsWithNewline ? text[..^1] : text).Split('\n');
    }

    public int Count => _lines.Length;

    public bool EndsWithNewline { get; }

    public IEnumerable<int> Edited => _edits.Keys;

    /// <param name="index">From 0.</param>
    public string Original(int index) => _lines[index];

    /// <summary>What stands there now; the last is the line itself.</summary>
    public IReadOnlyList<string> Now(int index)
    {
        if (!_edits.TryGetValue(index, out var edit))
        {
            return [_lines[index]];
        }

        // From the end, so that no column moves before its turn.
        var line = new StringBuilder(_lines[index]);
        foreach (var (column, length, text) in edit.Parts.OrderByDescending(part => part.Column))
        {
            line.Remove(column, length).Insert(column, text);
        }

        return [.. edit.Before, line.ToString()];
    }

    /// <param name="column">From 0, in the original line.</param>
    public void Replace(int index, int column, int length, string text) => EditOf(index).Parts.Add((column, length, text));

    public void InsertBefore(int index, string line) => EditOf(index).Before.Add(_lines[index].EndsWith('\r') ? line + "\r" : line);

    private Edit EditOf(int index) => _edits.TryGetValue(index, out var edit) ? edit : _edits[index] = new Edit([], []);

    private sealed record Edit(List<(int Column, int Length, string Text)> Parts, List<string> Before);
}
