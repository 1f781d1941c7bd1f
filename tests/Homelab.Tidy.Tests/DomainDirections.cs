using Homelab.Tidy.Tests.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Homelab.Tidy.Tests;

/// <summary>
/// Inside the domain: Lab below Readings, below Power, Storage, Backups and Firmware, below Health, below Incidents; and Shutdown stands on Lab and
/// Power alone, with Drills and Reports above it. Held on what names resolve to, so that no way of writing a name goes round it.
/// </summary>
public sealed class DomainDirections
{
    private const string Domain = "Homelab.Domain";

    private static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        [""] = [],
        ["Lab"] = [],
        ["Trust"] = [],
        ["People"] = [],
        ["Readings"] = ["Lab"],
        ["Power"] = ["Lab", "Readings"],
        ["Storage"] = ["Lab", "Readings"],
        ["Thermal"] = ["Lab", "Readings"],
        ["Backups"] = ["Lab", "Readings"],
        ["Firmware"] = ["Lab", "Readings"],
        ["Health"] = ["Lab", "Readings", "Power", "Storage", "Backups", "Firmware"],
        ["Incidents"] = ["Lab", "Readings", "Power", "Storage", "Backups", "Firmware", "Health"],
        ["Shutdown"] = ["Lab", "Power"],
        ["Reports"] = ["Lab", "Power", "Shutdown"],
        ["Drills"] = ["Lab", "Power", "Shutdown"],
    };

    [Fact]
    public void Each_folder_names_only_those_below_it()
    {
        var compilation = Compile(SourceFile.Shipped.Where(file => file.RelativePath.StartsWith("shared/Homelab.Domain/", StringComparison.Ordinal)));
        Assert.Empty(Wrong(compilation));
    }

    [Theory]
    [InlineData("using Homelab.Domain.Shutdown; namespace Homelab.Domain.Power; class A { StopPlan? P; }")]
    [InlineData("namespace Homelab.Domain.Power; class A { Shutdown.StopPlan? P; }")]
    [InlineData("using S = Homelab.Domain.Shutdown; namespace Homelab.Domain.Lab; class A { S.StopPlan? P; }")]
    public void A_step_upwards_is_seen_however_it_is_written(string code)
    {
        var plan = "namespace Homelab.Domain.Shutdown; class StopPlan { }";
        Assert.NotEmpty(Wrong(Compile([Parse(plan), Parse(code)])));
    }

    private static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken);

    private static CSharpCompilation Compile(IEnumerable<SourceFile> files) => Compile(files.Select(file => file.Tree).ToList());

    private static CSharpCompilation Compile(IReadOnlyList<SyntaxTree> trees)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("domain", trees, platform);
    }

    private static List<string> Wrong(CSharpCompilation compilation)
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var root = tree.GetRoot(TestContext.Current.CancellationToken);
            var own = PartOf(root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString());
            if (own is null || !Below.TryGetValue(own, out var below))
            {
                wrong.Add($"{tree.FilePath}: the namespace has no place in the order: give it one in this test and in docs/architecture.md");
                continue;
            }

            var model = compilation.GetSemanticModel(tree);
            foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name, TestContext.Current.CancellationToken).Symbol;
                var type = symbol as ITypeSymbol ?? symbol?.ContainingType;
                var part = PartOf(type?.ContainingNamespace?.ToDisplayString());
                if (part is not null and not "" && part != own && !below.Contains(part))
                {
                    wrong.Add($"{tree.FilePath}: {own} must not name {part} ({name})");
                }
            }
        }

        return [.. wrong];
    }

    private static string? PartOf(string? name) => name switch
    {
        Domain => "",
        not null when name.StartsWith(Domain + ".", StringComparison.Ordinal) => name[(Domain.Length + 1)..].Split('.')[0],
        _ => null,
    };
}
