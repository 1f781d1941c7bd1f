namespace Homelab.Agent.Collectors;

/// <summary>A buffer that files are read into, kept between rounds. Grows to one mebibyte at most.</summary>
public sealed class FileText
{
    /// <summary>/proc/mounts of a host with thousands of containers stays below this.</summary>
    public const int BytesMax = 1 << 20;

    private byte[] _buffer = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>The text without blanks and line ends around it, nor the zero byte that device tree strings end with.</summary>
    public ReadOnlySpan<byte> Trimmed => Bytes.Trim(" \t\r\n\0"u8);

    internal void Clear() => _length = 0;

    /// <summary>Room to read into; empty at the limit.</summary>
    internal Span<byte> Room()
    {
        if (_length == _buffer.Length && _length < BytesMax)
        {
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 4, BytesMax));
        }

        return _buffer.AsSpan(_length);
    }

    internal void Advance(int read) => _length += read;
}
