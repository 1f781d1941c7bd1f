using Homelab.Domain.Storage;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>One reading of all canaries, in pieces.</summary>
internal sealed class CanaryPass(CanaryFiles canaries, long sequence) : IDisposable
{
    private const int BlocksPerChunk = UncachedFile.ChunkBytes / CanaryBlock.Bytes;
    private const int Tries = 3;

    private readonly UncachedFile _reader = new();
    private readonly byte[] _scratch = new byte[CanaryBlock.Bytes], _damaged = new byte[CanaryBlock.Bytes];
    private int _file;
    private long _offset;

    public bool IsOver => _file >= canaries.Files;

    public int Damaged { get; private set; }

    public int OtherCopies { get; private set; }

    public int Unreadable { get; private set; }

    public bool Varies { get; private set; }

    public string First { get; private set; } = "";

    /// <summary>Reads one chunk of one file.</summary>
    public void Step()
    {
        if (_offset == 0 && _reader.Open(canaries.PathOf(_file)) != 0)
        {
            Unreadable++;
            Found(0);
            _file++;
            return;
        }

        var wanted = (int)Math.Min(UncachedFile.ChunkBytes, canaries.FileBytes - _offset);
        var chunk = _reader.Read(_offset, out var errno);
        if (errno != 0 || chunk.Length < wanted)
        {
            Unreadable++;
            Found(_offset + chunk.Length);
        }

        Judge(chunk[..Math.Min(wanted, chunk.Length / CanaryBlock.Bytes * CanaryBlock.Bytes)]);
        _offset += UncachedFile.ChunkBytes;
        if (_offset >= canaries.FileBytes)
        {
            _reader.Close();
            (_file, _offset) = (_file + 1, 0);
        }
    }

    public void Dispose() => _reader.Dispose();

    private void Judge(ReadOnlySpan<byte> chunk)
    {
        // What is read again takes the place of the chunk, so the findings come first.
        Span<CanaryFinding> findings = stackalloc CanaryFinding[BlocksPerChunk];
        var blocks = chunk.Length / CanaryBlock.Bytes;
        for (var i = 0; i < blocks; i++)
        {
            findings[i] = CanaryBlock.Judge(chunk.Slice(i * CanaryBlock.Bytes, CanaryBlock.Bytes), sequence, _file, (int)(_offset / CanaryBlock.Bytes) + i, _scratch);
        }

        for (var i = 0; i < blocks; i++)
        {
            switch (findings[i])
            {
                case CanaryFinding.OtherCopy:
                    OtherCopies++;
                    Found(_offset + i * CanaryBlock.Bytes);
                    break;
                case CanaryFinding.Damaged:
                    Damaged++;
                    Found(_offset + i * CanaryBlock.Bytes);
                    Varies |= Changes(i);
                    break;
            }
        }
    }

    /// <summary>The same wrong bytes each time are the medium's; others are the bus's or the memory's.</summary>
    private bool Changes(int block)
    {
        for (var i = 0; i < Tries; i++)
        {
            var chunk = _reader.Read(_offset, out _);
            if (chunk.Length < (block + 1) * CanaryBlock.Bytes)
            {
                return true;
            }

            var again = chunk.Slice(block * CanaryBlock.Bytes, CanaryBlock.Bytes);
            if (i > 0 && !again.SequenceEqual(_damaged))
            {
                return true;
            }

            again.CopyTo(_damaged);
        }

        return false;
    }

    private void Found(long at) => First = First.Length > 0 ? First : $"{CanaryFiles.NameOf(_file)} at byte {at}";
}
