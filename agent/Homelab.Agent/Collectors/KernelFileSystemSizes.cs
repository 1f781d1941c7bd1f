using System.Collections.Concurrent;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Asks by statvfs(3). A file system that can wait for another machine is asked on a thread of its own for a bounded time; until that
/// thread comes back it is not asked again, so a dead server costs one thread and not one a round.
/// </summary>
public sealed class KernelFileSystemSizes(TimeSpan bound) : IFileSystemSizes
{
    /// <summary>More than this many dead mounts are reported without being asked.</summary>
    private const int WaitingMax = 8;

    private readonly ConcurrentDictionary<string, Question> _waiting = new(StringComparer.Ordinal);

    public SizeAnswer Ask(Mount mount, out FileSystemSize size)
    {
        if (!mount.CanHang)
        {
            return StatVfs.TryRead(mount.MountPoint, out size) == 0 ? SizeAnswer.Known : SizeAnswer.Refused;
        }

        size = default;
        var question = new Question();
        if (_waiting.Count >= WaitingMax || !_waiting.TryAdd(mount.MountPoint, question))
        {
            return SizeAnswer.Hangs;
        }

        new Thread(() => Answer(mount.MountPoint, question), maxStackSize: 128 * 1024) { IsBackground = true, Name = "statvfs" }.Start();
        if (!question.Answered.Wait(bound))
        {
            return SizeAnswer.Hangs;
        }

        size = question.Size;
        return question.Errno == 0 ? SizeAnswer.Known : SizeAnswer.Refused;
    }

    private void Answer(string mountPoint, Question question)
    {
        question.Errno = StatVfs.TryRead(mountPoint, out var size);
        question.Size = size;
        _waiting.TryRemove(mountPoint, out _);
        question.Answered.Set();
    }

    private sealed class Question
    {
        public ManualResetEventSlim Answered { get; } = new();

        public int Errno { get; set; }

        public FileSystemSize Size { get; set; }
    }
}
