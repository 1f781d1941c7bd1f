using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>The answer to <c>homelab ca</c>.</summary>
public static class AuthorityText
{
    public static string Of(AuthorityStatus status, Surface surface)
    {
        var sheet = new Sheet(surface);
        sheet.Line(status.Former.Length == 0
            ? $"One authority counts: {Short(status.Newest)}"
            : $"The authority is being rotated: {Short(status.Newest)} is new, and {Short(status.Former)} still counts.");
        foreach (var node in status.Nodes)
        {
            sheet.Line("  ", new(node.Node, Tone.Strong), $" {node.Sentence}");
        }

        if (status.Former.Length > 0)
        {
            sheet.Line(LeftBehind(status) is { Count: > 0 } waiting
                ? $"Not to be ended yet, for the sake of {string.Join(", ", waiting)}. An agent that is connected renews within the hour."
                : "Every node that is enrolled has moved. To end it: homelab ca rotate --finish");
        }

        return sheet.ToString();
    }

    /// <summary>The nodes that a running rotation waits for.</summary>
    public static IReadOnlyList<string> LeftBehind(AuthorityStatus status) =>
        status.Former.Length == 0 ? [] : [.. status.Nodes.Where(node => node.Standing is "former" or "unknown").Select(node => node.Node)];

    /// <summary>Enough to tell the two apart.</summary>
    private static string Short(string hash) => hash.Length > 16 ? hash[..16] : hash;
}
