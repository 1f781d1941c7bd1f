namespace Homelab.Store;

/// <summary>Files that only the program's own user may read: keys, and what stands beside them.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersDirectory = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>With mode 0700, also where it was there with another. What root makes belongs to the owner of the directory that it lies in.</summary>
    /// <exception cref="IOException">It is not this program's to make.</exception>
    public static void MakeDirectory(string path)
    {
        try
        {
            var isNew = !Directory.Exists(path);
            Directory.CreateDirectory(path);
            if (isNew)
            {
                LinuxFile.GiveToOwnerOf(Path.GetDirectoryName(Path.GetFullPath(path))!, path);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, OwnersDirectory);
            }
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    /// <summary>With mode 0600; see <see cref="AtomicFile.Write"/>.</summary>
    /// <exception cref="IOException">The disk is full, failing, or not this program's to write; the old content stands.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes) => AtomicFile.Write(path, bytes, OwnerOnly);

    /// <summary>Adds to the end, with mode 0600 where the file is new. On the medium when it returns.</summary>
    /// <exception cref="IOException">The disk is full, failing, or not this program's to write; nothing was added.</exception>
    public static void Append(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0, UnixCreateMode = OwnerOnly });
            var end = stream.Seek(0, SeekOrigin.End);
            try
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                stream.SetLength(end);
                throw;
            }
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }
}
