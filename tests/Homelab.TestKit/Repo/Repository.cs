namespace Homelab.TestKit.Repo;

/// <summary>The working copy that the tests were built in.</summary>
public static class Repository
{
    private static readonly HashSet<string> LeftByBuilds =
        new(["bin", "obj", "node_modules", "artifacts", "dist", "TestResults", ".git", ".cache", ".vs", ".idea"], StringComparer.Ordinal);

    /// <summary>The folder that holds <c>Homelab.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>An absolute path from one below the root.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Every file that a person wrote, as sorted paths below the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Root)).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            if (file.Name != ".git")
            {
                yield return file.FullName;
            }
        }

        foreach (var child in folder.EnumerateDirectories())
        {
            if (!LeftByBuilds.Contains(child.Name) && child.LinkTarget is null)
            {
                foreach (var file in Walk(child))
                {
                    yield return file;
                }
            }
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Homelab.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Homelab.sln: run the tests where they were built.");
    }
}
