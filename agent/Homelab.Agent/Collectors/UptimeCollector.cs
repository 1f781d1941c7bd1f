using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>When the machine started (btime of /proc/stat) and how long it runs (/proc/uptime, which counts suspend).</summary>
public sealed class UptimeCollector(SysRoot root) : ICollector
{
    private const string BootPath = "proc/stat";
    private const string UptimePath = "proc/uptime";

    private readonly FileText _text = new();
    private readonly Series _boot = new("node_boot_time_seconds", Labels.None, "seconds", SeriesKind.Gauge, "uptime");
    private readonly Series _uptime = new("homelab_uptime_seconds", Labels.None, "seconds", SeriesKind.Gauge, "uptime");

    public string Name => "uptime";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var read = root.Read(UptimePath, _text);
        if (read.Succeeded && new Fields(_text.Trimmed).TryNumber(out var uptime))
        {
            into.Add(_uptime, uptime);
        }

        var stat = root.Read(BootPath, _text);
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            if (line.StartsWith("btime "u8) && Fields.TryParse(line[6..], out var boot))
            {
                into.Add(_boot, boot);
            }
        }

        return read.Succeeded ? CollectorOutcome.Of(stat, BootPath) : CollectorOutcome.Of(read, UptimePath);
    }
}
