using System.Runtime.InteropServices;

namespace Homelab.Host.Kernel;

/// <summary>
/// Reads what the device has of a file and not what the page cache has: with O_DIRECT, and where the file system has no such thing after its clean pages were dropped (posix_fadvise(3)).
/// Its one buffer is not on the heap. Not to be used by two threads at once.
/// </summary>
public sealed unsafe partial class UncachedFile : IDisposable
{
    /// <summary>Offsets of reads are multiples of it, which suits every block size.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>EIO of errno(3): the device does not give what stands there.</summary>
    public const int InputOutputError = 5;

    private const int Alignment = 4096;

    // open(2), errno(3) and posix_fadvise(2) of Linux; O_DIRECT has another bit on ARM.
    private const int ReadOnly = 0, CloseOnExec = 0x80000, InvalidArgument = 22, Interrupted = 4, DontNeed = 4;
    private static readonly int s_direct = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x10000 : 0x4000;

    private byte* _buffer = (byte*)NativeMemory.AlignedAlloc(ChunkBytes, Alignment);
    private int _file = -1;

    /// <returns>Zero, or the errno.</returns>
    public int Open(string path)
    {
        Close();
        _file = Open(path, ReadOnly | CloseOnExec | s_direct);
        if (_file < 0 && Marshal.GetLastPInvokeError() == InvalidArgument)
        {
            _file = Open(path, ReadOnly | CloseOnExec);
        }

        if (_file < 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        _ = Advise(_file, 0, 0, DontNeed);
        return 0;
    }

    /// <summary>What stands at the offset, at most a chunk; empty at the end. It is overwritten by the next read.</summary>
    /// <param name="errno">Zero, or why nothing was read.</param>
    public ReadOnlySpan<byte> Read(long offset, out int errno)
    {
        nint read;
        do
        {
            read = Read(_file, _buffer, ChunkBytes, offset);
            errno = read < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (errno == Interrupted);

        return read > 0 ? new ReadOnlySpan<byte>(_buffer, (int)read) : [];
    }

    public void Close()
    {
        if (_file >= 0)
        {
            _ = Close(_file);
            _file = -1;
        }
    }

    public void Dispose()
    {
        Close();
        NativeMemory.AlignedFree(_buffer);
        _buffer = null;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint Read(int file, byte* into, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(int file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
