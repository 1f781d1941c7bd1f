namespace Homelab.Store;

/// <summary>Files that only the program's own user may read: keys, and what stands beside them.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersDirectory = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>With mode 0700, also where it was there with another.</summary>
    /// <exception cref="IOException">It is not this program's to make.</exception>
    public static void MakeDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
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
}
