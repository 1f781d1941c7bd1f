namespace Homelab.TestKit.Repo;

/// <summary>A committed text that a test compares with. With HOMELAB_UPDATE_GOLDEN=1 it is written first: read the difference before you commit it.</summary>
public static class GoldenFile
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("HOMELAB_UPDATE_GOLDEN") == "1";

    /// <summary>What the file says.</summary>
    /// <param name="relative">The file's path below the root of the repository.</param>
    /// <param name="actual">What the program says now; it is written where the update was asked for.</param>
    public static string Expected(string relative, string actual)
    {
        var path = Repository.PathOf(relative);
        if (Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        return File.Exists(path) ? File.ReadAllText(path) : $"{relative} is missing. Run the tests with HOMELAB_UPDATE_GOLDEN=1 and look at the difference.";
    }
}
