namespace Homelab.Files.Fields;

/// <summary>Paths such as <c>services.cloud.needs[0]</c>; the empty one is the whole file.</summary>
internal static class FieldPath
{
    public static string Of(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    public static string Of(string path, int index) => $"{path}[{index}]";

    public static string Parent(string path) => path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];

    /// <summary>One is the other, or lies in it.</summary>
    public static bool Touches(string one, string other) => Contains(one, other) || Contains(other, one);

    private static bool Contains(string outer, string inner) =>
        outer.Length == 0
        || (inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] is '.' or '['));
}
