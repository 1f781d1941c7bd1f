using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Compatibility;

/// <summary>The state directory that a coordinator of a version left after the outage that was recorded.</summary>
internal static class KeptState
{
    private static string FolderOf(string version) => Repository.PathOf($"tests/fixtures/stores/{version}");

    /// <summary>All but locks and room kept for later; of a journal the part that holds something.</summary>
    public static void Keep(string state, string version)
    {
        var folder = FolderOf(version);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (file, bytes) in Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file => (file, Read(file))).Where(read => read.Item2.AsSpan().ContainsAnyExcept((byte)0)))
        {
            var end = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
            var kept = Path.Combine(folder, Path.GetRelativePath(state, file));
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            File.WriteAllBytes(kept, Path.GetFileName(file).StartsWith("outage.journal", StringComparison.Ordinal) ? bytes[..Math.Min(bytes.Length, (end + 4095) / 4096 * 4096)] : bytes);
        }
    }

    /// <summary>Also of what the coordinator, which runs no more, has not closed yet.</summary>
    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    public static Task PutInto(string state, string version)
    {
        foreach (var file in Directory.EnumerateFiles(FolderOf(version), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(state, Path.GetRelativePath(FolderOf(version), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Task.CompletedTask;
    }
}
