namespace Homelab.Store;

/// <summary>Replaces small files so that a crash or a power cut leaves the old content or the new, never a mixture.</summary>
public static class AtomicFile
{
    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Writes a neighbour, syncs it, renames it over <paramref name="path"/> and syncs the directory (rename(2)). What root writes belongs to the directory's owner.</summary>
    /// <exception cref="IOException">The disk is full, failing, or not this program's to write; the old content stands.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode = OwnerAndGroup)
    {
        var full = Path.GetFullPath(path);
        var neighbour = full + ".tmp";
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
                UnixCreateMode = mode,
            };
            using (var stream = new FileStream(neighbour, options))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            LinuxFile.GiveToOwnerOf(Path.GetDirectoryName(full)!, neighbour);
            File.Move(neighbour, full, overwrite: true);
        }
        catch (UnauthorizedAccessException denied)
        {
            // EACCES and EPERM: to the caller, one more way in which a file was not written.
            throw new IOException(denied.Message, denied);
        }
        catch (IOException)
        {
            File.Delete(neighbour);
            throw;
        }

        LinuxFile.SyncDirectory(Path.GetDirectoryName(full)!);
    }
}
