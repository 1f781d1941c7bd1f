namespace Homelab.Store;

/// <summary>The names of a LiteDB file, its log, its copies and the files set aside.</summary>
internal static class DocumentPaths
{
    public const int KeptAside = 3;

    private const string Extension = ".db";

    public static string Check(string path) => path.EndsWith(Extension, StringComparison.Ordinal)
        ? Path.GetFullPath(path)
        : throw new ArgumentException($"The path of a store ends in {Extension}.", nameof(path));

    public static string LogOf(string path) => Variant(path, "-log");

    public static string Variant(string path, string infix) => path[..^Extension.Length] + infix + Extension;

    public static void Move(string from, string to)
    {
        foreach (var (source, target) in new[] { (LogOf(from), LogOf(to)), (from, to) })
        {
            File.Delete(target);
            if (File.Exists(source))
            {
                File.Move(source, target);
            }
        }
    }

    public static void Copy(string from, string to)
    {
        foreach (var (source, target) in new[] { (LogOf(from), LogOf(to)), (from, to) })
        {
            File.Delete(target);
            if (File.Exists(source))
            {
                File.Copy(source, target);
            }
        }
    }

    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(LogOf(path));
    }

    /// <summary>A free name, after the eldest beyond <see cref="KeptAside"/> made room.</summary>
    public static string NextAside(string path)
    {
        var taken = Enumerable.Range(1, KeptAside).Select(number => Variant(path, $".aside-{number}")).ToArray();
        if (taken.FirstOrDefault(name => !File.Exists(name)) is { } free)
        {
            return free;
        }

        Delete(taken[0]);
        for (var i = 1; i < taken.Length; i++)
        {
            Move(taken[i], taken[i - 1]);
        }

        return taken[^1];
    }

    public static long BytesOf(string path) => LengthOf(path) + LengthOf(LogOf(path));

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
