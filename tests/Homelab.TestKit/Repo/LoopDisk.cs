namespace Homelab.TestKit.Repo;

/// <summary>An ext4 file system on a loop device whose backing file a test changes from outside (needs root).</summary>
public sealed class LoopDisk : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LoopDevice _device;

    public LoopDisk(int mebibytes)
    {
        _device = new LoopDevice(mebibytes);
        SmallDisk.Run("mkfs.ext4", "-q", "-O", "^has_journal", "-m", "0", _device.Path);
        SmallDisk.Run("mount", _device.Path, Path);
    }

    public string Path => _folder.Path;

    /// <summary>Where in the backing file these bytes begin.</summary>
    public long Find(byte[] bytes) => Assured(Content().AsSpan().IndexOf(bytes));

    /// <summary>Which of them lies the furthest behind in the backing file, and where.</summary>
    public (int Index, long Offset) Furthest(IReadOnlyList<byte[]> all)
    {
        var content = Content();
        return all.Select((bytes, i) => (i, Assured(content.AsSpan().IndexOf(bytes)))).MaxBy(found => found.Item2);
    }

    public byte[] Take(long offset, int count)
    {
        using var file = File.OpenRead(_device.Backing);
        file.Position = offset;
        var bytes = new byte[count];
        file.ReadExactly(bytes);
        return bytes;
    }

    public void Put(long offset, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(_device.Backing, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = offset;
        file.Write(bytes);
    }

    /// <summary>What lies behind is gone: reads of it end in an input/output error.</summary>
    public void CutOffAt(long offset) => _device.CutOffAt(offset);

    public void MakeReadOnly() => SmallDisk.Run("mount", "-o", "remount,ro", Path);

    public void Sync() => SmallDisk.Run("sync", "-f", Path);

    public void Dispose()
    {
        SmallDisk.Run("umount", Path);
        _device.Dispose();
        _folder.Dispose();
    }

    private byte[] Content()
    {
        Sync();
        return File.ReadAllBytes(_device.Backing);
    }

    private static long Assured(int at) => at >= 0 ? at : throw new InvalidOperationException("The disk does not hold these bytes.");
}
