using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Homelab.Store;

/// <summary>The calls on files that the runtime does not offer: fdatasync(2), posix_fallocate(3), fsync(2) on a directory.</summary>
internal static partial class LinuxFile
{
    private const int ReadOnlyDirectory = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC of open(2); O_DIRECTORY differs on arm64.
    private const int ReadOnlyDirectoryArm = 0x4000 | 0x80000;
    private const int Interrupted = 4;

    /// <summary>Puts the content, and the length where it changed, on the medium.</summary>
    /// <exception cref="IOException">The medium did not take it.</exception>
    public static void SyncData(SafeFileHandle handle)
    {
        while (FDataSync(handle) != 0)
        {
            ThrowUnlessInterrupted("fdatasync");
        }
    }

    /// <summary>Gives the span of the file real blocks, filled with zeros.</summary>
    /// <exception cref="IOException">The disk is full, or the file system cannot.</exception>
    public static void Allocate(SafeFileHandle handle, long offset, long length)
    {
        int error;
        while ((error = PosixFAllocate(handle, (nint)offset, (nint)length)) == Interrupted)
        {
        }

        if (error != 0)
        {
            throw Failure("posix_fallocate", error);
        }
    }

    /// <summary>Makes names created, renamed or removed in the directory durable.</summary>
    public static void SyncDirectory(string directory)
    {
        var flags = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? ReadOnlyDirectoryArm : ReadOnlyDirectory;
        var descriptor = Open(directory, flags);
        if (descriptor < 0)
        {
            throw Failure("open", Marshal.GetLastPInvokeError());
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        while (FSync(handle) != 0)
        {
            ThrowUnlessInterrupted("fsync");
        }
    }

    private static void ThrowUnlessInterrupted(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != Interrupted)
        {
            throw Failure(call, error);
        }
    }

    private static IOException Failure(string call, int error) =>
        new($"{call} failed with errno {error} ({Marshal.GetPInvokeErrorMessage(error)}).", new Win32Exception(error));

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int PosixFAllocate(SafeFileHandle handle, nint offset, nint length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
