using Homelab.Files.Syntax;

namespace Homelab.Files.Edits;

/// <summary>
/// One value of a YAML text changed where it stands, or added to the mapping that should hold it. Comments, quotes and columns around it stay.
/// </summary>
internal static class ValueEdit
{
    /// <summary>False where the text has no place for it.</summary>
    public static bool Into(EditedLines lines, SyntaxNode root, string[] path, string value)
    {
        var node = root;
        for (var depth = 0; depth < path.Length; depth++)
        {
            if (node is not MappingNode mapping)
            {
                return false;
            }

            if (mapping.Entries.FirstOrDefault(entry => entry.Key == path[depth]) is { } found)
            {
                node = found.Value;
            }
            else
            {
                return depth == path.Length - 1 && Add(lines, mapping, path[depth], value);
            }
        }

        return node is ScalarNode { IsPlain: true } scalar && Replace(lines, scalar, value);
    }

    private static bool Replace(EditedLines lines, ScalarNode scalar, string value)
    {
        var (line, column) = (scalar.At.Line - 1, scalar.At.Column - 1);
        if (scalar.Text == value)
        {
            return true;
        }

        // A plain value of one line stands there as it reads.
        if (scalar.Text.Length == 0 || string.CompareOrdinal(lines.Original(line), column, scalar.Text, 0, scalar.Text.Length) != 0)
        {
            return false;
        }

        lines.Replace(line, column, scalar.Text.Length, value);
        return true;
    }

    private static bool Add(EditedLines lines, MappingNode mapping, string key, string value)
    {
        var (line, column) = (mapping.At.Line - 1, mapping.At.Column - 1);
        var before = lines.Original(line);
        if (column < before.Length && before[column] == '{')
        {
            lines.Replace(line, column + 1, 0, $"{key}: {value}{(mapping.Entries.IsEmpty ? "" : ", ")}");
            return true;
        }

        // Before its first key, where that has a line of its own.
        if (mapping.Entries.IsEmpty || !string.IsNullOrWhiteSpace(before[..column]))
        {
            return false;
        }

        lines.InsertBefore(line, $"{new string(' ', column)}{key}: {value}");
        return true;
    }
}
