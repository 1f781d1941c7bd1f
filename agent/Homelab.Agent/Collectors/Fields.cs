using System.Buffers.Text;

namespace Homelab.Agent.Collectors;

/// <summary>Walks the lines of a text without copying it.</summary>
internal ref struct Lines(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _left = text;

    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        if (_left.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = _left.IndexOf((byte)'\n');
        line = end < 0 ? _left : _left[..end];
        _left = end < 0 ? default : _left[(end + 1)..];
        return true;
    }
}

/// <summary>Walks the fields of a line, separated by blanks, without copying them.</summary>
internal ref struct Fields(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _left = line;

    public bool TryNext(out ReadOnlySpan<byte> field)
    {
        _left = _left.TrimStart(" \t"u8);
        if (_left.IsEmpty)
        {
            field = default;
            return false;
        }

        var end = _left.IndexOfAny(" \t"u8);
        field = end < 0 ? _left : _left[..end];
        _left = end < 0 ? default : _left[end..];
        return true;
    }

    public bool TryNumber(out double value)
    {
        value = 0;
        return TryNext(out var field) && TryParse(field, out value);
    }

    public bool TrySkip(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!TryNext(out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The whole of <paramref name="text"/> as a finite number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length && double.IsFinite(value);
}
