using System.Text;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>A record of the kernel's log that complains of a block device; the words are those of block/blk-core.c, fs/buffer.c, fs/ext4, fs/jbd2 and drivers/mmc.</summary>
/// <param name="Device">As the kernel calls it, mostly a partition.</param>
internal readonly record struct StorageComplaint(string Device, string Text)
{
    private const int CharactersMax = 160;

    /// <summary>What stands before the device's name, and, where it is not the name's end, what must follow anywhere behind.</summary>
    private static readonly (string Before, string Behind)[] s_words =
    [
        ("I/O error, dev ", ""),
        ("Buffer I/O error on dev ", ""),
        ("Buffer I/O error on device ", ""),
        ("EXT4-fs error (device ", ""),
        ("EXT4-fs (", "Remounting filesystem read-only"),
        ("Aborting journal on device ", ""),
    ];

    /// <summary>Of what drivers/mmc/core says of a card, these are the card's or its contacts': no answer, a wrong checksum, an error.</summary>
    private static readonly string[] s_cardErrors = ["error -110", "error -84", "error -5"];

    /// <summary>Null for every other record, and for the lines with its properties.</summary>
    public static StorageComplaint? Parse(ReadOnlySpan<byte> record)
    {
        var begin = record.IndexOf((byte)';');
        if (begin < 0 || record[0] == ' ')
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(record[(begin + 1)..]).TrimEnd();
        var device = Card(text) ?? Named(text);
        return device is null ? null : new StorageComplaint(device, text.Length > CharactersMax ? text[..CharactersMax] : text);
    }

    private static string? Named(string text)
    {
        foreach (var (before, behind) in s_words)
        {
            var at = text.IndexOf(before, StringComparison.Ordinal);
            if (at >= 0 && (behind.Length == 0 || text.Contains(behind, StringComparison.Ordinal)) && Word(text.AsSpan(at + before.Length)) is { Length: > 0 } device)
            {
                // A journal is called by its device and the number of its inode: sda2-8.
                return before.StartsWith("Aborting", StringComparison.Ordinal) && device.LastIndexOf('-') is > 0 and var dash ? device[..dash] : device;
            }
        }

        return null;
    }

    /// <summary>Such as mmcblk0; a host without a card has no such name, and an empty slot that logs time-outs is none.</summary>
    private static string? Card(string text) =>
        text.StartsWith("mmcblk", StringComparison.Ordinal) && Array.Exists(s_cardErrors, error => text.Contains(error, StringComparison.Ordinal)) ? Word(text) : null;

    private static string Word(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_'))
        {
            end++;
        }

        return text[..end].ToString();
    }
}
