using Homelab.TestKit.Repo;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Homelab.Tidy.Tests.Code;

/// <summary>One C# file of the repository and its syntax.</summary>
internal sealed class SourceFile
{
    private SourceFile(string path)
    {
        RelativePath = path;
        Text = Repository.Read(path);
        Tree = CSharpSyntaxTree.ParseText(Text, new CSharpParseOptions(LanguageVersion.Preview), path, cancellationToken: TestContext.Current.CancellationToken);
    }

    public static IReadOnlyList<SourceFile> All { get; } =
        [.. Repository.Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new SourceFile(path))];

    /// <summary>What is shipped: everything but the tests.</summary>
    public static IReadOnlyList<SourceFile> Shipped { get; } = [.. All.Where(file => !file.IsTest)];

    public string RelativePath { get; }

    public string Text { get; }

    public SyntaxTree Tree { get; }

    public bool IsTest => RelativePath.StartsWith("tests/", StringComparison.Ordinal);

    public int Lines => Text.AsSpan().Count('\n');

    /// <summary>The name before the first dot: a part of a type may stand in <c>Type.Part.cs</c>.</summary>
    public string Stem => Path.GetFileName(RelativePath).Split('.')[0];

    public SyntaxNode Root => Tree.GetRoot(TestContext.Current.CancellationToken);

    /// <summary>Types declared here, nested ones included.</summary>
    public IEnumerable<string> TypeNames => Root.DescendantNodes().Select(node => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        _ => "",
    }).Where(name => name.Length > 0);

    public string? Namespace => Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();

    /// <summary>Whether code, not a comment or a text, names this identifier.</summary>
    public bool Names(string identifier) =>
        Root.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == identifier);

    /// <summary>Whether code calls <paramref name="type"/>.<paramref name="member"/>.</summary>
    public bool Calls(string type, string member) =>
        Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
            access.Name.Identifier.ValueText == member && access.Expression.ToString().Split('.')[^1] == type);

    public override string ToString() => RelativePath;
}
