using System.Runtime.CompilerServices;

namespace Homelab.Web.Tests;

/// <summary>Where the page and its fixtures lie.</summary>
internal static class PageFiles
{
    public static string Tests { get; } = Path.GetDirectoryName(Here())!;

    /// <summary>The built page.</summary>
    /// <exception cref="DirectoryNotFoundException">It was not built.</exception>
    public static string Built()
    {
        var dist = Path.GetFullPath(Path.Combine(Tests, "../../coordinator/web/dist"));
        return File.Exists(Path.Combine(dist, "index.html"))
            ? dist
            : throw new DirectoryNotFoundException($"There is no built page in {dist}. Build it: cd coordinator/web && npm ci && npm run build");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
