using Homelab.TestKit.Repo;

namespace Homelab.Shared.Tests.Files;

/// <summary>Compares a text with a committed file; with HOMELAB_UPDATE_GOLDEN=1 the file is written instead.</summary>
internal static class Golden
{
    public static void Matches(string relativePath, string actual)
    {
        var path = Repository.PathOf(relativePath);
        if (Environment.GetEnvironmentVariable("HOMELAB_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{relativePath} is missing. Run the tests with HOMELAB_UPDATE_GOLDEN=1 and look at the difference.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
