using System.Text;

namespace Homelab.Files.Edits;

/// <summary>A unified diff, as <c>patch -p1</c> and <c>git apply</c> take it.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    public static string Of(string fileName, EditedLines lines)
    {
        var changed = lines.Edited.Where(index => lines.Now(index) is not [var only] || only != lines.Original(index)).ToList();
        if (changed.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder().Append("--- a/").Append(fileName).Append('\n').Append("+++ b/").Append(fileName).Append('\n');
        var shift = 0;
        for (var from = 0; from < changed.Count;)
        {
            var to = from;
            while (to + 1 < changed.Count && changed[to + 1] - changed[to] <= 2 * Context)
            {
                to++;
            }

            shift += Hunk(text, lines, Math.Max(0, changed[from] - Context), Math.Min(lines.Count - 1, changed[to] + Context), shift);
            from = to + 1;
        }

        return text.ToString();
    }

    /// <returns>By how many lines the text grows in it.</returns>
    private static int Hunk(StringBuilder text, EditedLines lines, int from, int to, int shift)
    {
        var body = new StringBuilder();
        var grown = 0;
        for (var index = from; index <= to; index++)
        {
            var now = lines.Now(index);
            var isUnended = index == lines.Count - 1 && !lines.EndsWithNewline;
            foreach (var added in now.SkipLast(1))
            {
                Line('+', added, false);
            }

            if (now[^1] == lines.Original(index))
            {
                Line(' ', now[^1], isUnended);
            }
            else
            {
                Line('-', lines.Original(index), isUnended);
                Line('+', now[^1], isUnended);
            }

            grown += now.Count - 1;
        }

        var count = to - from + 1;
        text.Append($"@@ -{from + 1},{count} +{from + 1 + shift},{count + grown} @@\n").Append(body);
        return grown;

        void Line(char mark, string line, bool isUnended)
        {
            body.Append(mark).Append(line).Append('\n');
            if (isUnended)
            {
                body.Append("\\ No newline at end of file\n");
            }
        }
    }
}
