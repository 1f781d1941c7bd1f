using Homelab.Tidy.Tests.Code;

namespace Homelab.Tidy.Tests;

/// <summary>What is dangerous or awkward has one place each.</summary>
public sealed class OneFileRules
{
    [Fact]
    public void Only_the_store_names_LiteDB()
    {
        var projects = ProjectFile.All.Where(project => !project.IsTest && project.Packages.Contains("LiteDB")).Select(project => project.Name);
        Assert.Equal(["Homelab.Store"], projects);
        Assert.DoesNotContain(SourceFile.Shipped, file => file.Names("LiteDB") && !file.RelativePath.StartsWith("shared/Homelab.Store/", StringComparison.Ordinal));
    }

    [Fact]
    public void At_most_one_shipped_file_starts_processes() =>
        AtMostOne(file => file.Names("ProcessStartInfo") || file.Calls("Process", "Start") || file.Names("posix_spawn") || file.Names("execve"));

    [Fact]
    public void At_most_one_shipped_file_opens_I2C() => AtMostOne(file => file.Calls("I2cDevice", "Create"));

    private static void AtMostOne(Func<SourceFile, bool> rule)
    {
        var files = SourceFile.Shipped.Where(rule).ToList();
        Assert.True(files.Count <= 1, $"one place is enough, and there are {files.Count}: {string.Join(", ", files)}");
    }
}
