using System.Diagnostics;

namespace Homelab.TestKit.Repo;

/// <summary>A block device without a file system, whose backing file a test changes from outside (needs root).</summary>
public sealed class LoopDevice : IDisposable
{
    private readonly TempFolder _folder = new();

    public LoopDevice(int mebibytes)
    {
        using (var file = File.Create(Backing))
        {
            file.SetLength(mebibytes << 20);
        }

        using var losetup = Process.Start(new ProcessStartInfo("losetup", ["--find", "--show", Backing]) { RedirectStandardOutput = true })!;
        Path = losetup.StandardOutput.ReadToEnd().Trim();
        losetup.WaitForExit();
        if (Path.Length == 0)
        {
            throw new InvalidOperationException("losetup gave no device: this test needs root.");
        }
    }

    /// <summary>Such as /dev/loop3.</summary>
    public string Path { get; }

    /// <summary>The file behind it.</summary>
    public string Backing => _folder.At("backing");

    /// <summary>What lies behind is gone: reads of it end in an input/output error.</summary>
    public void CutOffAt(long offset)
    {
        using var file = new FileStream(Backing, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(offset);
    }

    public void Dispose()
    {
        SmallDisk.Run("losetup", "--detach", Path);
        _folder.Dispose();
    }
}
