using Homelab.Tidy.Tests.Code;
using Homelab.TestKit.Repo;

namespace Homelab.Tidy.Tests;

/// <summary>Domain is below all, the shared projects stand on it alone, and the programs stand on those.</summary>
public sealed class ProjectDirections
{
    private static readonly string[] Shared =
        ["Homelab.Domain", "Homelab.Contracts", "Homelab.Files", "Homelab.Nut", "Homelab.Store", "Homelab.Host"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Homelab.Domain"] = [],
        ["Homelab.Contracts"] = ["Homelab.Domain"],
        ["Homelab.Files"] = ["Homelab.Domain"],
        ["Homelab.Nut"] = ["Homelab.Domain"],
        ["Homelab.Store"] = ["Homelab.Domain"],
        ["Homelab.Host"] = ["Homelab.Domain"],
        ["Homelab.Pictures"] = ["Homelab.Domain"],
        ["Homelab.Simulation"] = ["Homelab.Domain", "Homelab.Files", "Homelab.Pictures"],
        ["Homelab.Agent"] = Shared,
        ["Homelab.AgentHelper"] = ["Homelab.Domain"],
        ["Homelab.Coordinator"] = [.. Shared, "Homelab.Pictures"],
        ["Homelab.Cli"] = [.. Shared, "Homelab.Simulation"],
    };

    [Fact]
    public void Every_shipped_project_has_a_place_in_the_order_and_refers_only_downwards()
    {
        var wrong = new List<string>();
        foreach (var project in ProjectFile.All.Where(project => !project.IsTest))
        {
            if (!Allowed.TryGetValue(project.Name, out var allowed))
            {
                wrong.Add($"{project.Name} has no place in the order: give it one in this test and in docs/architecture.md");
                continue;
            }

            wrong.AddRange(project.References.Except(allowed).Select(name => $"{project.Name} must not refer to {name}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Agent_and_coordinator_never_name_each_other()
    {
        var wrong = SourceFile.Shipped.Where(file =>
            (file.RelativePath.StartsWith("agent/", StringComparison.Ordinal) && file.Text.Contains("Homelab.Coordinator", StringComparison.Ordinal))
            || (file.RelativePath.StartsWith("coordinator/", StringComparison.Ordinal) && file.Text.Contains("Homelab.Agent", StringComparison.Ordinal)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_domain_has_no_package() => Assert.Empty(Assert.Single(ProjectFile.All, project => project.Name == "Homelab.Domain").Packages);

    [Fact]
    public void Every_project_is_in_the_solution_and_the_solution_names_no_other()
    {
        var named = Repository.Read("Homelab.sln").Split('"')
            .Where(part => part.EndsWith(".csproj", StringComparison.Ordinal)).Select(part => part.Replace('\\', '/'));
        Assert.Equal(ProjectFile.All.Select(project => project.RelativePath).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Versions_of_packages_stand_in_one_file()
    {
        var wrong = ProjectFile.All.SelectMany(project => project.Xml.Descendants("PackageReference")
            .Where(item => item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null || item.Element("Version") is not null)
            .Select(item => $"{project.Name}: {item.Attribute("Include")?.Value}"));
        Assert.Empty(wrong);
    }
}
