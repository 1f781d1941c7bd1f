namespace Homelab.Agent.Collectors.Storage;

/// <summary>One line of a package's list of checksums.</summary>
/// <param name="Md5">In hexadecimal.</param>
/// <param name="Path">Below the root, without a slash before it.</param>
internal readonly record struct PackagedFile(string Md5, string Path);

/// <summary>What dpkg keeps of installed packages (deb-md5sums(5)): a checksum of every file but those that an administrator is meant to change, or that another package took the place of.</summary>
internal sealed class PackageLists(SysRoot root)
{
    private const string Folder = "var/lib/dpkg/info";
    private const string Diversions = "var/lib/dpkg/diversions";
    private const string Extension = ".md5sums";
    private const int SumCharacters = 32, BufferBytes = 4096;

    private HashSet<string> _diverted = [];

    /// <summary>Sorted; empty on a system without dpkg.</summary>
    public string[] Names() => [.. root.Names(Folder).Where(name => name.EndsWith(Extension, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Looks again which files stand elsewhere (dpkg-divert(1): three lines each).</summary>
    public void LookAtDiversions() => _diverted = [.. Lines(Diversions).Chunk(3).SelectMany(three => three.Take(1)).Select(path => path.TrimStart('/'))];

    /// <summary>When the list was written; a file that is newer was changed since.</summary>
    public DateTime WrittenAt(string list) => File.GetLastWriteTimeUtc(root.Full($"{Folder}/{list}") ?? "");

    /// <exception cref="IOException">The list cannot be read.</exception>
    public IEnumerable<PackagedFile> Files(string list)
    {
        var left = Lines($"{Folder}/{list[..^Extension.Length]}.conffiles").Select(path => path.TrimStart('/')).ToHashSet(StringComparer.Ordinal);
        foreach (var line in Lines($"{Folder}/{list}"))
        {
            var path = line.Length > SumCharacters + 2 ? line[(SumCharacters + 2)..] : "";
            if (path.Length > 0 && !left.Contains(path) && !_diverted.Contains(path))
            {
                yield return new(line[..SumCharacters], path);
            }
        }
    }

    private IEnumerable<string> Lines(string relative)
    {
        if (root.Full(relative) is not { } full || !File.Exists(full))
        {
            yield break;
        }

        using var reader = new StreamReader(full, System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BufferBytes);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
