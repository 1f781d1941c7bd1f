using Homelab.Fuzz.Tests.Targets;
using Homelab.TestKit.Repo;

namespace Homelab.Fuzz.Tests;

/// <summary>Inputs that are kept: those to begin with, and everything that ever broke something.</summary>
internal static class Corpus
{
    private static readonly bool s_update = Environment.GetEnvironmentVariable("HOMELAB_UPDATE_GOLDEN") == "1";

    public static IReadOnlyList<(string Name, byte[] Bytes)> Of(Target target)
    {
        var folder = Repository.PathOf($"tests/fixtures/corpus/{target.Name}");
        if (s_update)
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, bytes) in target.Made)
            {
                File.WriteAllBytes(Path.Combine(folder, name), bytes);
            }
        }

        return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))];
    }

    /// <summary>Where an input that broke something is left; the smallest is the last.</summary>
    public static string Keep(Target target, byte[] input)
    {
        var path = Repository.PathOf($"artifacts/fuzz/{target.Name}.broke");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, input);
        return path;
    }
}
