namespace Homelab.Agent.Collectors;

/// <summary>
/// Follows links as if a folder were the root: an absolute target starts there again, and <c>..</c> never goes above it
/// (path_resolution(7), RESOLVE_IN_ROOT of openat2(2)).
/// </summary>
internal sealed class RootedLinks(string root)
{
    public static readonly RootedLinks Host = new("/");

    /// <summary>As MAXSYMLINKS of the kernel.</summary>
    private const int LinksMax = 40;

    /// <summary>The full path with every link followed; null with too many links. The last part need not exist.</summary>
    public string? Resolve(string relative)
    {
        var ahead = new Stack<string>();
        Push(ahead, relative);
        var behind = new List<string>();
        var links = 0;
        while (ahead.TryPop(out var part))
        {
            if (part == "..")
            {
                if (behind.Count > 0)
                {
                    behind.RemoveAt(behind.Count - 1);
                }

                continue;
            }

            behind.Add(part);
            var target = new FileInfo(Path.Join(root, string.Join('/', behind))).LinkTarget;
            if (target is null)
            {
                continue;
            }

            if (++links > LinksMax)
            {
                return null;
            }

            behind.RemoveAt(behind.Count - 1);
            if (target.StartsWith('/'))
            {
                behind.Clear();
            }

            Push(ahead, target);
        }

        return Path.Join(root, string.Join('/', behind));
    }

    private static void Push(Stack<string> ahead, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i] != ".")
            {
                ahead.Push(parts[i]);
            }
        }
    }
}
