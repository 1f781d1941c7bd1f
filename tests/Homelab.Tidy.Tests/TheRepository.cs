using System.Text.RegularExpressions;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.Tidy.Tests;

/// <summary>What lies in the repository, and what its texts point to.</summary>
public sealed partial class TheRepository
{
    private static readonly string[] TopLevel =
    [
        ".ci", ".editorconfig", ".github", ".gitattributes", ".gitignore", "BannedSymbols.txt", "Directory.Build.props", "Directory.Build.targets",
        "Directory.Packages.props", "Homelab.sln", "LICENSE", "README.md", "agent", "coordinator", "deploy", "docs", "global.json", "nuget.config",
        "protos", "shared", "tests",
    ];

    [Fact]
    public void The_top_level_holds_nothing_new() =>
        Assert.Empty(Repository.Files.Select(path => path.Split('/')[0]).Distinct().Except(TopLevel));

    [Fact]
    public void Nothing_points_out_of_the_repository()
    {
        var wrong = Repository.Files.Where(IsText).Where(path => !path.EndsWith("TheRepository.cs", StringComparison.Ordinal) && OutsidePath().IsMatch(Repository.Read(path)));
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_script_parses()
    {
        var scripts = Repository.Files.Where(path => path.EndsWith(".sh", StringComparison.Ordinal) || IsBash(path)).ToList();
        Assert.Contains("deploy/build", scripts);
        foreach (var script in scripts)
        {
            var run = await Command.RunAsync("bash", ["-n", Repository.PathOf(script)], cancellation: TestContext.Current.CancellationToken);
            Assert.True(run.ExitCode == 0, $"{script}: {run.Output}");
        }
    }

    [Fact]
    public void Every_script_that_starts_with_a_shebang_may_be_executed()
    {
        var wrong = Repository.Files.Where(IsBash).Where(path => !new FileInfo(Repository.PathOf(path)).UnixFileMode.HasFlag(UnixFileMode.UserExecute));
        Assert.Empty(wrong);
    }

    private static bool IsText(string path) =>
        Path.GetExtension(path) is "" or ".cs" or ".md" or ".yaml" or ".yml" or ".json" or ".sh" or ".ts" or ".tsx" or ".css" or ".html" or ".proto" or ".csproj"
            or ".props" or ".awk" or ".seq" or ".txt"
        && !path.StartsWith("tests/fixtures/", StringComparison.Ordinal);

    private static bool IsBash(string path)
    {
        if (Path.GetExtension(path) is not ("" or ".sh") || path.StartsWith("tests/fixtures/", StringComparison.Ordinal))
        {
            return false;
        }

        using var reader = new StreamReader(Repository.PathOf(path));
        return reader.ReadLine() is { } first && first.StartsWith("#!", StringComparison.Ordinal) && first.Contains("bash", StringComparison.Ordinal);
    }

    // "../shared" other than the project's own folder, and absolute paths of the machine that it was written on.
    [GeneratedRegex(@"\.\./shared(?!/Homelab\.)|(?<![\w.])/work/(main|shared|w-)")]
    private static partial Regex OutsidePath();
}
