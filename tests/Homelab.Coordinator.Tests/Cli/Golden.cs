using System.Runtime.CompilerServices;

namespace Homelab.Coordinator.Tests.Cli;

/// <summary>Compares with a file beside the tests. HOMELAB_GOLDEN=write writes it instead; look at the difference before you commit it.</summary>
internal static class Golden
{
    public static void Same(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Goldens", name);
        if (Environment.GetEnvironmentVariable("HOMELAB_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"There is no golden file {path}. HOMELAB_GOLDEN=write makes it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
