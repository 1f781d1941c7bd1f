namespace Homelab.Shared.Tests.Files;

/// <summary>Files of the repository, found from where the tests run.</summary>
internal static class RepositoryFiles
{
    private static readonly string s_root = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(s_root, relative);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Homelab.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
