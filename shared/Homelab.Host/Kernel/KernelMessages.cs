using System.Runtime.InteropServices;

namespace Homelab.Host.Kernel;

/// <summary>
/// The kernel's log at /dev/kmsg (kernel document ABI/testing/dev-kmsg), or a pipe that hands it on: every record from the boot on that the ring still holds, then each new one, without ever waiting for one.
/// </summary>
public sealed partial class KernelMessages : IDisposable
{
    // open(2) and errno(3) of Linux.
    private const int ReadOnly = 0, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const int BrokenPipe = 32;

    private readonly int _file;

    private KernelMessages(int file) => _file = file;

    /// <summary>Null where the kernel refuses; <paramref name="errno"/> says why.</summary>
    public static KernelMessages? TryOpen(string path, out int errno)
    {
        var file = Open(path, ReadOnly | NonBlocking | CloseOnExec);
        errno = file < 0 ? Marshal.GetLastPInvokeError() : 0;
        return file < 0 ? null : new KernelMessages(file);
    }

    /// <summary>Nobody writes into the pipe, or a file came to its end.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The next record of the log, or what a pipe holds; false where there is none now. What the ring dropped before it was read is passed over.</summary>
    public bool TryRead(Span<byte> into, out int length)
    {
        while (true)
        {
            var read = Read(_file, ref MemoryMarshal.GetReference(into), (nuint)into.Length);
            if (read > 0)
            {
                length = (int)read;
                return true;
            }

            if (read == 0 || Marshal.GetLastPInvokeError() != BrokenPipe)
            {
                HasEnded = read == 0;
                length = 0;
                return false;
            }
        }
    }

    public void Dispose() => _ = Close(_file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, ref byte into, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
