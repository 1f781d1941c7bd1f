using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

/// <summary>Compares a text with a committed file.</summary>
internal static class Golden
{
    public static void Matches(string relativePath, string actual) => Assert.Equal(GoldenFile.Expected(relativePath, actual), actual);
}
