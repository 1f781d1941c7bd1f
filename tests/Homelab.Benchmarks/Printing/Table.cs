using System.Text;

namespace Homelab.Benchmarks.Printing;

/// <summary>What was measured, as Markdown: a heading that says what was compared, and rows.</summary>
internal sealed record Table(string Heading, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public string Text()
    {
        var text = new StringBuilder().AppendLine($"## {Heading}").AppendLine().AppendLine(Line(Columns)).AppendLine(Line(Columns.Select(_ => "---")));
        foreach (var row in Rows)
        {
            text.AppendLine(Line(row));
        }

        return text.ToString();
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
