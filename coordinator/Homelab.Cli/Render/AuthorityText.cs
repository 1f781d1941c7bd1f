using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>The answer to <c>homelab ca</c>, and what <c>homelab status</c> says of a rotation.</summary>
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

        if (status.Rotation is { } rotation)
        {
            sheet.Line($"So far {rotation.Sentence}");
        }

        return sheet.ToString();
    }

    /// <summary>One line; null where none runs.</summary>
    public static string? Of(RunningRotation? rotation, LabTime time) =>
        rotation is null ? null : $"The authority is being rotated since {time.Clock(rotation.SinceWallMs)}: {rotation.Sentence}";

    /// <summary>Enough to tell the two apart.</summary>
    private static string Short(string hash) => hash.Length > 16 ? hash[..16] : hash;
}
