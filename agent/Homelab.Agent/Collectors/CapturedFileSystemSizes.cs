using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors;

/// <summary>
/// The sizes noted in a captured tree, in <c>captured/statvfs</c>: a line a mount with mount point (escaped
/// as in mountinfo), fragment size, blocks, free, available, files, free files. A line whose numbers are <c>hangs</c> plays a dead server.
/// </summary>
public sealed class CapturedFileSystemSizes(SysRoot root) : IFileSystemSizes
{
    private const string Path = "captured/statvfs";

    private readonly FileText _text = new();

    public SizeAnswer Ask(Mount mount, out FileSystemSize size)
    {
        size = default;
        root.Read(Path, _text);
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            var fields = new Fields(line);
            if (!fields.TryNext(out var mountPoint) || Mount.Unescape(mountPoint) != mount.MountPoint)
            {
                continue;
            }

            if (line.EndsWith(" hangs"u8))
            {
                return SizeAnswer.Hangs;
            }

            Span<ulong> numbers = stackalloc ulong[6];
            foreach (ref var number in numbers)
            {
                if (!fields.TryNumber(out var value) || value < 0)
                {
                    return SizeAnswer.Refused;
                }

                number = (ulong)value;
            }

            size = FileSystemSize.FromBlocks(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
            return SizeAnswer.Known;
        }

        return SizeAnswer.Refused;
    }
}
