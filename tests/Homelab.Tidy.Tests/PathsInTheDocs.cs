using System.Text.RegularExpressions;
using Homelab.TestKit.Repo;

namespace Homelab.Tidy.Tests;

/// <summary>A tour of folders that no longer exist is worse than none.</summary>
public sealed partial class PathsInTheDocs
{
    private static readonly HashSet<string> Known = [.. Repository.Files, .. Repository.Files.SelectMany(FoldersOf)];

    [Fact]
    public void Every_path_that_a_document_names_exists()
    {
        var wrong = new List<string>();
        foreach (var document in Repository.Files.Where(path => path == "README.md" || (path.StartsWith("docs/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal))))
        {
            var text = Repository.Read(document);
            wrong.AddRange(PathsIn(text).Where(path => !Exists(path)).Select(path => $"{document}: {path}"));
            wrong.AddRange(LinksIn(text, Path.GetDirectoryName(document)!).Where(path => !Exists(path)).Select(path => $"{document}: link to {path}"));
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Run `deploy/nothing --once`.", "deploy/nothing")]
    [InlineData("See shared/Homelab.Domain/Nowhere/, which holds", "shared/Homelab.Domain/Nowhere/")]
    [InlineData("    tests/Gone.Tests   what was", "tests/Gone.Tests")]
    public void A_path_is_found_however_it_stands_in_the_text(string text, string path)
    {
        Assert.Equal([path], PathsIn(text));
        Assert.False(Exists(path));
    }

    private static IEnumerable<string> PathsIn(string text) => OwnPath().Matches(text).Select(match => match.Value.TrimEnd('.', ',', ':', ';')).Distinct();

    private static IEnumerable<string> LinksIn(string text, string folder) => Link().Matches(text)
        .Select(match => match.Groups[1].Value.Split('#')[0])
        .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
        .Select(target => Path.GetRelativePath(Repository.Root, Path.GetFullPath(target, Repository.PathOf(folder))));

    private static bool Exists(string path)
    {
        path = path.TrimEnd('/');
        if (!path.Contains('*', StringComparison.Ordinal))
        {
            // Without its extension a name in prose still means the file.
            return Known.Contains(path) || Repository.Files.Any(file => file.StartsWith(path + ".", StringComparison.Ordinal));
        }

        var pattern = new Regex("^" + Regex.Escape(path).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$");
        return Known.Any(known => pattern.IsMatch(known));
    }

    private static IEnumerable<string> FoldersOf(string file)
    {
        for (var folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    // A path below one of the top folders. What follows "<" or "{" is a placeholder and is not looked at.
    [GeneratedRegex(@"(?<![\w/.~$-])(?:agent|coordinator|shared|protos|tests|deploy|docs|\.ci)/[\w.*/-]+(?![\w<{])")]
    private static partial Regex OwnPath();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
