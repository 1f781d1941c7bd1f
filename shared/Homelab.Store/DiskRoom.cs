using Microsoft.Extensions.Logging;

namespace Homelab.Store;

/// <summary>
/// Keeps LiteDB away from a full disk, where its calls throw or hang: says before a write whether there is room, and holds a reserve
/// file that is given up when documents must be removed and there is none.
/// </summary>
internal sealed class DiskRoom(string storePath, long reserveBytes, ILogger logger)
{
    // A commit writes pages of 8 KiB to the log and then to the file: at most about twice the payload and some pages of index.
    private const long FixedCostBytes = 512 << 10;

    private readonly string _reserve = storePath + ".reserve";
    private readonly DriveInfo _drive = new(Path.GetDirectoryName(storePath)!);

    public static long CostOf(IEnumerable<DocumentChange> changes) => FixedCostBytes + 3 * changes.Sum(change => (long)(change.Payload?.Length ?? 0));

    public bool HasFree(long bytes) => _drive.AvailableFreeSpace >= bytes;

    /// <summary>Allocates the reserve where it lacks and the disk has room for it twice.</summary>
    public void Restore()
    {
        if (reserveBytes == 0 || File.Exists(_reserve) || !HasFree(2 * reserveBytes + FixedCostBytes))
        {
            return;
        }

        try
        {
            using var handle = File.OpenHandle(_reserve, FileMode.CreateNew, FileAccess.Write);
            LinuxFile.Allocate(handle, 0, reserveBytes);
        }
        catch (IOException)
        {
            File.Delete(_reserve);
        }
    }

    public void GiveUp()
    {
        if (File.Exists(_reserve))
        {
            logger.LogWarning("The disk under {Path} is full. Its reserve of {Bytes} bytes is given up so that documents can be removed.",
                storePath, reserveBytes);
            File.Delete(_reserve);
        }
    }

    public void Remove() => File.Delete(_reserve);
}
