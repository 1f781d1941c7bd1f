using System.Buffers.Text;
using System.Text;

namespace Homelab.Agent.Collectors;

public enum ReadStatus
{
    Read,

    /// <summary>No such file: the kernel or the machine has no such thing.</summary>
    Absent,

    /// <summary>It is there and gave nothing: no permission, an input/output error, too long.</summary>
    Failed,
}

/// <summary>How a read ended; <paramref name="Errno"/> is zero where there is none.</summary>
public readonly record struct FileRead(ReadStatus Status, string Why, int Errno = 0)
{
    public bool Succeeded => Status == ReadStatus.Read;
}

/// <summary>
/// The file tree that collectors read: the host's, or a captured one. Paths are relative to it. Links in a captured tree are followed as
/// a process inside it would follow them, so none leads out to the host.
/// </summary>
public sealed class SysRoot(string path)
{
    private const int OperationNotSupported = 95;
    private readonly RootedLinks? _links = path == "/" ? null : new RootedLinks(Path.GetFullPath(path));

    /// <summary>Whether this is the running host, so that what only the kernel can be asked belongs to it.</summary>
    public bool IsHost => _links is null;

    /// <summary>Reads a whole file, at most <see cref="FileText.BytesMax"/> bytes.</summary>
    public FileRead Read(string relative, FileText into)
    {
        into.Clear();
        var full = Full(relative);
        if (full is null || !File.Exists(full))
        {
            return new FileRead(ReadStatus.Absent, "");
        }

        try
        {
            using var file = File.OpenHandle(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long offset = 0;
            while (true)
            {
                var room = into.Room();
                if (room.IsEmpty)
                {
                    return new FileRead(ReadStatus.Failed, "is longer than a mebibyte");
                }

                var read = RandomAccess.Read(file, room, offset);
                if (read == 0)
                {
                    return new FileRead(ReadStatus.Read, "");
                }

                into.Advance(read);
                offset += read;
            }
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return new FileRead(ReadStatus.Absent, "");
        }
        catch (UnauthorizedAccessException)
        {
            return new FileRead(ReadStatus.Failed, "permission denied");
        }
        catch (IOException failure) when (failure.HResult == OperationNotSupported)
        {
            return new FileRead(ReadStatus.Absent, "");
        }
        catch (IOException failure)
        {
            return new FileRead(ReadStatus.Failed, $"cannot be read (errno {failure.HResult})", failure.HResult);
        }
    }

    /// <summary>A file that holds one number, as most of sysfs do.</summary>
    public bool TryNumber(string relative, FileText scratch, out double value)
    {
        value = 0;
        if (!Read(relative, scratch).Succeeded)
        {
            return false;
        }

        var text = scratch.Trimmed;
        return Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length;
    }

    /// <summary>A file that holds one short text; null where it is absent, unreadable or empty.</summary>
    public string? Line(string relative, FileText scratch)
    {
        if (!Read(relative, scratch).Succeeded)
        {
            return null;
        }

        var text = scratch.Trimmed;
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }

    /// <summary>Names in a folder, sorted; empty where it is absent or unreadable.</summary>
    public string[] Names(string relative)
    {
        var full = Full(relative);
        if (full is null || !Directory.Exists(full))
        {
            return [];
        }

        try
        {
            var names = Directory.EnumerateFileSystemEntries(full).Select(entry => Path.GetFileName(entry)).ToArray();
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public bool Exists(string relative) => Full(relative) is { } full && Path.Exists(full);

    /// <summary>The path on this machine, for calls that need one; null where a link leads nowhere.</summary>
    public string? Full(string relative) => _links is null ? "/" + relative : _links.Resolve(relative);

    /// <summary>Where a path really is, links followed, still relative to the root; null where it is not.</summary>
    public string? Real(string relative) => (_links ?? RootedLinks.Host).Resolve(relative) is { } full && Path.Exists(full)
        ? Path.GetRelativePath(path, full)
        : null;
}
