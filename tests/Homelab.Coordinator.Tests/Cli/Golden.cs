using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>Compares with a file of <c>Goldens</c>.</summary>
internal static class Golden
{
    public static void Same(string name, string actual) =>
        Assert.Equal(GoldenFile.Expected($"tests/Homelab.Coordinator.Tests/Cli/Goldens/{name}", actual), actual);
}
