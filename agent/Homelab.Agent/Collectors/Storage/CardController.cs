using System.Buffers.Text;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>What the controller of a card counted: the kernel's err_stats (drivers/mmc/core/debugfs.c, 5.19 and later), which only root may read, so that homelab-agent-helper is asked.</summary>
internal static class CardController
{
    /// <summary>Null of what is no card. A card is called by its controller and its own address: mmc0:aaaa.</summary>
    public static RootQuestion? Question(SysRoot root, string disk)
    {
        var card = root.Real($"sys/block/{disk}/device")?.Split('/')[^1] ?? "";
        return card.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? RootQuestion.Controller(card[..end]) : null;
    }

    /// <summary>Null, and why, where those that count for sure are not all there.</summary>
    public static ControllerReport? Parse(ReadOnlySpan<byte> text, out string why)
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

        why = known == 3 ? "" : "that is not what the kernel counts of a controller";
        return known == 3 ? new ControllerReport(checksums, lost, TimeSpan.Zero) : null;
    }
}
