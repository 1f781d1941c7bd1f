using System.Collections.Immutable;
using Homelab.Files.Diagnostics;
using Homelab.Files.Syntax;

namespace Homelab.Files.Edits;

/// <summary>What a changed lab file would be, as a unified diff against its present text.</summary>
/// <param name="Diff">Empty where nothing is left to change.</param>
/// <param name="Unplaced">Paths that the text holds no place for: it reads otherwise by now, or cannot be read.</param>
public sealed record LabFileDiff(string Diff, ImmutableArray<string> Unplaced)
{
    /// <param name="changes">Paths such as <c>nodes.nas.stop</c>, with the plain value that each is to have.</param>
    public static LabFileDiff Of(string path, IEnumerable<KeyValuePair<string, string>> changes)
    {
        var wanted = changes.ToList();
        return FileText.Read(path, new DiagnosticBag(path)) is { } text
            ? OfText(text, Path.GetFileName(path), wanted)
            : new LabFileDiff("", [.. wanted.Select(change => change.Key)]);
    }

    public static LabFileDiff OfText(string text, string fileName, IReadOnlyCollection<KeyValuePair<string, string>> changes)
    {
        if (YamlTree.Read(text, new DiagnosticBag(fileName)) is not { } root)
        {
            return new LabFileDiff("", [.. changes.Select(change => change.Key)]);
        }

        var lines = new EditedLines(text);
        var unplaced = changes.Where(change => !ValueEdit.Into(lines, root, change.Key.Split('.'), change.Value)).Select(change => change.Key).ToImmutableArray();
        return new LabFileDiff(UnifiedDiff.Of(fileName, lines), unplaced);
    }
}
