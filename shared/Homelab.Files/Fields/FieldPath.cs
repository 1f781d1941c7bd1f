namespace Homelab.Files.Fields;

/// <summary>Paths such as <c>services.cloud.needs[0]</c>; the empty one is the whole file.</summary>
internal static class FieldPath
{
    public static string Of(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    public static string Of(string path, int index) => $"{path}[{index}]";

    public static string Parent(string path) => path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];

    /// <summary>
    /// Whether a mistake at one path leaves nothing to conclude at another: it lies around it or in it. A section as a whole
    /// (<c>nodes</c>) is not spoilt by a mistake in one of its entries.
    /// </summary>
    public static bool Spoils(string broken, string path) => Contains(broken, path) || (path.Contains('.') && Contains(path, broken));

    private static bool Contains(string outer, string inner) =>
        outer.Length == 0
        || (inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] is '.' or '['));
}
