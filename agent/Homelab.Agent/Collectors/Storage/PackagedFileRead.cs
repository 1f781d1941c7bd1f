using System.Security.Cryptography;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Storage;

internal enum PackagedFileOutcome
{
    AsPackaged,

    /// <summary>Not there, not this agent's to read, or no file.</summary>
    PassedOver,
    Unreadable,
    Mismatched,

    /// <summary>Mismatched, and each time in another way.</summary>
    Varying,
}

/// <summary>One installed file that is read past the page cache in pieces and held against its checksum.</summary>
internal sealed class PackagedFileRead : IDisposable
{
    private const int Tries = 3;

    private readonly UncachedFile _reader = new();
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly HashSet<string> _sums = new(StringComparer.Ordinal);
    private string _wanted = "";
    private long _offset;
    private int _tries;

    /// <returns>Null where it can be read, else what it is.</returns>
    public PackagedFileOutcome? Open(string path, string md5)
    {
        (_wanted, _offset, _tries) = (md5, 0, 0);
        _sums.Clear();
        return _reader.Open(path) switch { 0 => null, UncachedFile.InputOutputError => PackagedFileOutcome.Unreadable, _ => PackagedFileOutcome.PassedOver };
    }

    /// <summary>Reads one chunk. Null while there is more to read.</summary>
    /// <param name="bytes">That were read.</param>
    public PackagedFileOutcome? Step(out int bytes)
    {
        var chunk = _reader.Read(_offset, out var errno);
        bytes = chunk.Length;
        if (errno != 0)
        {
            _md5.GetHashAndReset();
            return errno == UncachedFile.InputOutputError ? PackagedFileOutcome.Unreadable : PackagedFileOutcome.PassedOver;
        }

        _md5.AppendData(chunk);
        _offset += chunk.Length;
        return chunk.Length == UncachedFile.ChunkBytes ? null : Ended();
    }

    public void Close() => _reader.Close();

    public void Dispose()
    {
        _reader.Dispose();
        _md5.Dispose();
    }

    /// <summary>What does not match is read three times.</summary>
    private PackagedFileOutcome? Ended()
    {
        var sum = Convert.ToHexStringLower(_md5.GetHashAndReset());
        _sums.Add(sum);
        if (sum == _wanted)
        {
            return _sums.Count == 1 ? PackagedFileOutcome.AsPackaged : PackagedFileOutcome.Varying;
        }

        _offset = 0;
        return ++_tries < Tries ? null : _sums.Count == 1 ? PackagedFileOutcome.Mismatched : PackagedFileOutcome.Varying;
    }
}
