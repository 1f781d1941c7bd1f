using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

/// <summary>The part of a document between its markers, which is made by the program.</summary>
internal static class GeneratedPart
{
    private const string End = "<!-- end -->";

    /// <param name="marker">Such as <c>&lt;!-- generated --&gt;</c>.</param>
    public static void Matches(string relativePath, string marker, string generated)
    {
        var text = Repository.Read(relativePath);
        var start = text.IndexOf(marker, StringComparison.Ordinal) + marker.Length;
        Assert.True(start >= marker.Length, $"{relativePath} has no {marker}.");
        var end = text.IndexOf(End, start, StringComparison.Ordinal);
        Assert.True(end > 0, $"{relativePath} has no {End} after {marker}.");

        Golden.Matches(relativePath, $"{text[..start]}\n\n{generated.TrimEnd('\n')}\n\n{text[end..]}");
    }
}
