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

    // statx(2): AT_FDCWD, STATX_UID | STATX_GID, and of its 256 bytes, the same on every architecture, the words of owner and group.
    private const int CurrentDirectory = -100;
    private const uint WantsOwner = 0x18;
    private const int StatusWords = 64, UserAt = 5, GroupAt = 6;

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

    /// <summary>
    /// What root puts into another user's directory belongs to that user: a program that runs as that user has to read it. Nothing for everybody else.
    /// </summary>
    /// <exception cref="IOException">The owner cannot be read or changed.</exception>
    public static void GiveToOwnerOf(string directory, string path)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        Span<uint> status = stackalloc uint[StatusWords];
        if (Statx(CurrentDirectory, directory, 0, WantsOwner, ref MemoryMarshal.GetReference(status)) != 0)
        {
            throw Failure("statx", Marshal.GetLastPInvokeError());
        }

        if (status[UserAt] != 0 && LChown(path, status[UserAt], status[GroupAt]) != 0)
        {
            throw Failure("lchown", Marshal.GetLastPInvokeError());
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

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref uint status);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LChown(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
