using Homelab.Tidy.Tests.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Homelab.Tidy.Tests;

/// <summary>A file does one thing and is named for it.</summary>
public sealed class FilesAndNames
{
    private static readonly string[] SayingNothing = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Data", "Info"];

    [Fact]
    public void A_file_is_named_for_a_type_in_it()
    {
        // Small types that belong together may share a short file with a name in the plural.
        var wrong = SourceFile.All.Where(file => file.Stem != "Program" && file.TypeNames.Any())
            .Where(file => !file.TypeNames.Any(name => name == file.Stem || name == "I" + file.Stem))
            .Where(file => !(file.Stem.EndsWith('s') && file.TypeNames.Count() > 1 && file.Lines <= 80));
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_folder_is_a_namespace()
    {
        var wrong = new List<string>();
        foreach (var project in ProjectFile.All)
        {
            var root = project.Xml.Descendants("RootNamespace").Select(item => item.Value).FirstOrDefault() ?? project.Name;
            foreach (var file in SourceFile.All.Where(file => file.RelativePath.StartsWith(project.Folder + "/", StringComparison.Ordinal)))
            {
                var below = Path.GetDirectoryName(Path.GetRelativePath(project.Folder, file.RelativePath))!;
                var expected = below.Length == 0 ? root : $"{root}.{below.Replace('/', '.')}";
                if (file.Namespace is { } actual && actual != expected)
                {
                    wrong.Add($"{file} has the namespace {actual}, and its folder says {expected}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        var wrong = SourceFile.All.SelectMany(file => file.TypeNames
            .Where(name => SayingNothing.Any(word => name.EndsWith(word, StringComparison.Ordinal)))
            .Select(name => $"{file}: {name}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_file_has_more_than_300_lines() =>
        Assert.Empty(SourceFile.All.Where(file => file.Lines > 300).Select(file => $"{file}: {file.Lines} lines"));

    [Fact]
    public void Nine_in_ten_shipped_files_have_fewer_than_160_lines()
    {
        var files = SourceFile.Shipped;
        var longer = files.Where(file => file.Lines >= 160).ToList();
        Assert.True(longer.Count * 10 <= files.Count, $"{longer.Count} of {files.Count} files are longer: {string.Join(", ", longer.Select(file => $"{file} {file.Lines}"))}");
    }

    [Fact]
    public void Nothing_is_left_to_be_done()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"];
        var wrong = SourceFile.All.Where(file => file.Names(nameof(NotImplementedException)) && !file.Stem.Equals(nameof(FilesAndNames), StringComparison.Ordinal))
            .Select(file => $"{file}: not implemented")
            .Concat(SourceFile.All.SelectMany(file => marks.Where(mark => file.Text.Contains(mark, StringComparison.Ordinal)).Select(mark => $"{file}: {mark}")));
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_agent_shows_no_message_but_our_own()
    {
        // Framework messages are resource names there (UseSystemResourceKeys); an exception of ours carries a sentence.
        var ours = SourceFile.Shipped.SelectMany(file => file.TypeNames).Where(name => name.EndsWith("Exception", StringComparison.Ordinal)).ToHashSet();
        var wrong = SourceFile.Shipped.Where(file => file.RelativePath.StartsWith("agent/", StringComparison.Ordinal))
            .SelectMany(file => file.Root.DescendantNodes().OfType<CatchClauseSyntax>()
                .Where(clause => ShowsMessage(clause) && !CaughtTypes(clause).Any(ours.Contains))
                .Select(clause => $"{file}: {clause.Declaration}"));
        Assert.Empty(wrong);
    }

    private static bool ShowsMessage(CatchClauseSyntax clause) =>
        clause.Declaration?.Identifier.ValueText is { Length: > 0 } name
        && clause.Block.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access.ToString() == name + ".Message");

    private static IEnumerable<string> CaughtTypes(CatchClauseSyntax clause) =>
        new SyntaxNode?[] { clause.Declaration, clause.Filter }.OfType<SyntaxNode>()
            .SelectMany(node => node.DescendantNodes().OfType<IdentifierNameSyntax>()).Select(name => name.Identifier.ValueText);
}
