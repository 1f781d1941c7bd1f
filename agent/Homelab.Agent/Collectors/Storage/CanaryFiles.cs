using System.Globalization;
using System.Text;
using Homelab.Domain.Storage;
using Homelab.Store;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// The canaries of one folder: files that nobody uses, and the number of their writing. They are written over in place, so that a device that gives an old block back gives one of an earlier writing.
/// A writing that was cut short is named before it begins, and done again.
/// </summary>
internal sealed class CanaryFiles(string folder, int files, int blocksPerFile)
{
    private const string Standing = "canary.sequence", Coming = "canary.writing";

    public int Files => files;

    public long FileBytes => (long)blocksPerFile * CanaryBlock.Bytes;

    public long Bytes => files * FileBytes;

    public string PathOf(int file) => Path.Combine(folder, NameOf(file));

    public static string NameOf(int file) => string.Create(CultureInfo.InvariantCulture, $"canary.{file}");

    /// <summary>The writing that stands; null where there is none.</summary>
    public long? Sequence => Number(Standing);

    /// <summary>The writing that was begun and not ended; null where none was.</summary>
    public long? Interrupted => Number(Coming);

    /// <summary>When it was written, by the wall clock; null where it was not.</summary>
    public DateTimeOffset? WrittenAt => File.Exists(Path.Combine(folder, Standing)) ? File.GetLastWriteTimeUtc(Path.Combine(folder, Standing)) : null;

    /// <exception cref="IOException">It cannot be written there; the next look does it again.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not this agent's.</exception>
    /// <returns>The bytes that were written.</returns>
    public long Write(long sequence)
    {
        Directory.CreateDirectory(folder);
        var number = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sequence}\n"));
        AtomicFile.Write(Path.Combine(folder, Coming), number);
        var block = new byte[CanaryBlock.Bytes];
        for (var file = 0; file < files; file++)
        {
            using var canary = new FileStream(PathOf(file), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            for (var at = 0; at < blocksPerFile; at++)
            {
                CanaryBlock.Fill(block, sequence, file, at);
                canary.Write(block);
            }

            canary.SetLength(FileBytes);
            canary.Flush(flushToDisk: true);
        }

        AtomicFile.Write(Path.Combine(folder, Standing), number);
        File.Delete(Path.Combine(folder, Coming));
        return Bytes + 2 * number.Length;
    }

    private long? Number(string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenHandle(path);
        Span<byte> bytes = stackalloc byte[20];
        var text = Encoding.ASCII.GetString(bytes[..RandomAccess.Read(file, bytes, 0)]).Trim();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
