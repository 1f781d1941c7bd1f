using System.Text;

namespace Homelab.Host.Identity;

/// <summary>What small files below /proc, /sys and /etc say of the machine.</summary>
internal static class FirstLine
{
    private const int BytesMax = 256;

    /// <summary>The first line, without the zero byte that device tree strings end with; null where absent, unreadable or empty.</summary>
    public static string? Of(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[BytesMax];
            var read = bytes[..RandomAccess.Read(file, bytes, 0)];
            var end = read.IndexOfAny((byte)0, (byte)'\n');
            var text = Encoding.UTF8.GetString(end < 0 ? read : read[..end]).Trim();
            return text.Length == 0 ? null : text;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
