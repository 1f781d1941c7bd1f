using System.Globalization;
using Homelab.Domain.Storage;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>What sysfs counts of a device: host writes (kernel document block/stat), and an eMMC's wear as the kernel read it when it met the card.</summary>
internal static class DeviceCounters
{
    private const int SectorBytes = 512;

    public static HostWrites? Writes(SysRoot root, FileText scratch, string disk)
    {
        if (!root.Read($"sys/block/{disk}/stat", scratch).Succeeded)
        {
            return null;
        }

        var fields = new Fields(scratch.Bytes);
        return fields.TrySkip(4) && fields.TryNumber(out var count) && fields.TrySkip(1) && fields.TryNumber(out var sectors) && fields.TryNumber(out var busy)
            ? new HostWrites((long)sectors * SectorBytes, (long)count, TimeSpan.FromMilliseconds(busy))
            : null;
    }

    /// <summary>Null where the card gives neither.</summary>
    public static EmmcWear? Wear(SysRoot root, FileText scratch, string disk)
    {
        var life = root.Line($"sys/block/{disk}/device/life_time", scratch)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var end = root.Line($"sys/block/{disk}/device/pre_eol_info", scratch) is { } text ? Hex(text) : 0;
        var wear = new EmmcWear(life.Length > 0 ? Hex(life[0]) : 0, life.Length > 1 ? Hex(life[1]) : 0, end, Uptime(root, scratch));
        return wear is { LifeTimeA: 0, LifeTimeB: 0, PreEndOfLife: 0 } ? null : wear;
    }

    private static TimeSpan Uptime(SysRoot root, FileText scratch) =>
        root.Read("proc/uptime", scratch).Succeeded && new Fields(scratch.Trimmed).TryNumber(out var seconds) ? TimeSpan.FromSeconds((long)seconds) : TimeSpan.Zero;

    private static int Hex(string text) =>
        int.TryParse(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
