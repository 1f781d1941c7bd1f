using System.Runtime.InteropServices;

namespace Homelab.Host.Kernel;

/// <summary>Room on a mounted file system (statvfs(3)).</summary>
/// <param name="FreeBytes">Free, with what is reserved for root.</param>
/// <param name="AvailableBytes">Free to everyone.</param>
public readonly record struct FileSystemSize(
    double SizeBytes,
    double FreeBytes,
    double AvailableBytes,
    double Files,
    double FilesFree)
{
    public static FileSystemSize FromBlocks(ulong fragmentBytes, ulong blocks, ulong free, ulong available, ulong files, ulong filesFree) => new(
        (double)blocks * fragmentBytes,
        (double)free * fragmentBytes,
        (double)available * fragmentBytes,
        files,
        filesFree);
}

public static partial class StatVfs
{
    /// <summary>
    /// Asks the kernel. This can hang for as long as a network file system does (state D), so call it where a hang is bounded.
    /// </summary>
    /// <returns>Zero, or the errno.</returns>
    public static int TryRead(string path, out FileSystemSize size)
    {
        if (Read(path, out var raw) != 0)
        {
            size = default;
            return Marshal.GetLastPInvokeError();
        }

        size = FileSystemSize.FromBlocks(raw.FragmentBytes, raw.Blocks, raw.BlocksFree, raw.BlocksAvailable, raw.Files, raw.FilesFree);
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(string path, out Raw size);

    /// <summary>struct statvfs of 64-bit glibc: 112 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 112)]
    private struct Raw
    {
        public ulong BlockBytes;
        public ulong FragmentBytes;
        public ulong Blocks;
        public ulong BlocksFree;
        public ulong BlocksAvailable;
        public ulong Files;
        public ulong FilesFree;
    }
}
