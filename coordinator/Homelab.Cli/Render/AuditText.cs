using Homelab.Cli.Json;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>The answers to <c>homelab audit</c>.</summary>
public static class AuditText
{
    public static string Of(AuditLines lines, Surface surface)
    {
        var sheet = new Sheet(surface);
        if (lines.Lines.Count == 0)
        {
            sheet.Line("Nothing was changed and nothing was ordered yet.");
        }

        foreach (var line in lines.Lines)
        {
            sheet.Line(
                new($"{line.Number} {line.At} ", Tone.Quiet), new(line.Who, Tone.Strong), $"{Of(line.Means, " by ")}{Of(line.From, " from ")}: {line.What}{Of(line.Detail, " ")}: ",
                new(line.Outcome, line.Outcome == "done" ? Tone.Good : Tone.Warning));
        }

        return sheet.ToString();
    }

    public static string Of(AuditVerdictJson verdict, Surface surface)
    {
        var sheet = new Sheet(surface);
        sheet.Line(new(verdict.Holds ? "HOLDS" : "BROKEN", verdict.Holds ? Tone.Good : Tone.Alarm), $"  {verdict.Sentence}");
        return sheet.ToString();
    }

    private static string Of(string text, string before) => text.Length == 0 ? "" : before + text;
}
