using System.Diagnostics;

namespace Homelab.TestKit.Repo;

/// <summary>A tmpfs of a few MiB, mounted for a test (needs root).</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    public SmallDisk(int mebibytes) => Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "homelab-test", _folder.Path);

    public string Path => _folder.Path;

    public string File(string name) => _folder.At(name);

    /// <summary>Takes all the room but so many bytes.</summary>
    public void FillUpTo(long freeBytes)
    {
        using var filler = new FileStream(File("filler"), FileMode.Append, FileAccess.Write);
        var free = new DriveInfo(_folder.Path).AvailableFreeSpace;
        if (free > freeBytes)
        {
            try
            {
                filler.Write(new byte[free - freeBytes]);
            }
            catch (IOException)
            {
                // A program under test took some of it in between: it is full all the same.
            }
        }
    }

    /// <summary>Takes no more writes, as a file system that met an error.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", _folder.Path);

    public void Free() => System.IO.File.Delete(File("filler"));

    public void Dispose()
    {
        Run("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    internal static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
