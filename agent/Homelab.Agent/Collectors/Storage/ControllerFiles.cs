using System.Buffers.Text;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// What the controller of a card counted: the kernel's err_stats (drivers/mmc/core/debugfs.c, 5.19 and later), which only root may read, as deploy/systemd/homelab-mmc@.service leaves it in /run/homelab-mmc.
/// </summary>
internal static class ControllerFiles
{
    private const string Folder = "run/homelab-mmc";

    /// <summary>Null of what is no card, where nobody asked, and of a file that is being written.</summary>
    public static ControllerReport? Of(SysRoot root, FileText scratch, string disk, DateTimeOffset now)
    {
        // A card is called by its controller and its own address: mmc0:aaaa.
        var card = root.Real($"sys/block/{disk}/device")?.Split('/')[^1] ?? "";
        if (card.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var end))
        {
            return null;
        }

        var file = $"{Folder}/{card[..end]}";
        return root.Read(file, scratch).Succeeded && root.Full(file) is { } full ? Parse(scratch.Bytes, Ago(full, now)) : null;
    }

    /// <summary>Null where those that count for sure are not all there.</summary>
    internal static ControllerReport? Parse(ReadOnlySpan<byte> text, TimeSpan ago)
    {
        long checksums = 0, lost = 0;
        var known = 0;
        var lines = new Lines(text[..(text.LastIndexOf((byte)'\n') + 1)]);
        while (lines.TryNext(out var line))
        {
            var colon = line.IndexOf((byte)':');
            if (colon < 0 || !Utf8Parser.TryParse(line[(colon + 1)..].TrimStart(" \t"u8), out long count, out _) || count < 0)
            {
                continue;
            }

            var name = line[..colon];
            if (name.SequenceEqual("# Command CRC Errors Occurred"u8) || name.SequenceEqual("# Data CRC Errors Occurred"u8))
            {
                checksums += count;
                known++;
            }
            else if (name.SequenceEqual("# Data Timeout Occurred"u8))
            {
                lost += count;
                known++;
            }
            else if (name.SequenceEqual("# ADMA Error Occurred"u8) || name.SequenceEqual("# Request Timedout"u8) || name.SequenceEqual("# CMDQ Request Timedout"u8))
            {
                lost += count;
            }
        }

        return known == 3 ? new ControllerReport(checksums, lost, ago) : null;
    }

    private static TimeSpan Ago(string path, DateTimeOffset now)
    {
        var ago = now - File.GetLastWriteTimeUtc(path);
        return ago > TimeSpan.Zero ? ago : TimeSpan.Zero;
    }
}
