using System.Collections.Immutable;
using System.Text;
using Homelab.Domain.Lab;

namespace Homelab.Files.Reference;

/// <summary>The catalogue of codes as Markdown.</summary>
internal static class CodeTables
{
    public static string Of(ImmutableArray<(string Title, string Intro, ImmutableArray<FindingCode> Codes)> groups)
    {
        var text = new StringBuilder();
        foreach (var (title, intro, codes) in groups)
        {
            text.Append($"## {title}\n\n{intro}\n\n");
            foreach (var code in codes)
            {
                text.Append($"### {code.Code} {code.Title}\n\n{(code.IsError ? "Error" : "Warning")}. {code.Explanation}\n\n");
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
