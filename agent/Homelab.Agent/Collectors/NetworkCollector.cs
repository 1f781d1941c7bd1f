using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Counters of network devices from /proc/net/dev (proc_net(5)), link state and speed from /sys/class/net
/// (kernel document ABI/testing/sysfs-class-net). Without the loopback and the ends of containers' pairs, which come and go.
/// </summary>
public sealed class NetworkCollector(SysRoot root) : ICollector
{
    private const string Path = "proc/net/dev";
    private const double BytesPerMegabit = 125_000;

    private static readonly string[] s_received = ["bytes", "packets", "errs", "drop", "fifo", "frame", "compressed", "multicast"];
    private static readonly string[] s_transmitted = ["bytes", "packets", "errs", "drop", "fifo", "colls", "carrier", "compressed"];

    private readonly FileText _text = new();
    private readonly FileText _scratch = new();
    private readonly SeriesByKey _devices = new(SeriesOf);

    public string Name => "network";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var read = root.Read(Path, _text);
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            var colon = line.LastIndexOf((byte)':');
            if (colon <= 0)
            {
                continue;
            }

            var device = line[..colon].Trim((byte)' ');
            if (device.SequenceEqual("lo"u8) || device.StartsWith("veth"u8))
            {
                continue;
            }

            var series = _devices[device];
            var fields = new Fields(line[(colon + 1)..]);
            for (var i = 0; i < s_received.Length + s_transmitted.Length && fields.TryNumber(out var value); i++)
            {
                into.Add(series[i], value);
            }

            AddLink(series.AsSpan(s_received.Length + s_transmitted.Length), into);
        }

        _devices.EndRound();
        return CollectorOutcome.Of(read, Path);
    }

    private static Series[] SeriesOf(string device)
    {
        var labels = Labels.Of(("device", device));
        Series Of(string metric, string unit, SeriesKind kind) => new(metric, labels, unit, kind, "network");
        return
        [
            .. s_received.Select(column => Of($"node_network_receive_{column}_total", column == "bytes" ? "bytes" : "", SeriesKind.Counter)),
            .. s_transmitted.Select(column => Of($"node_network_transmit_{column}_total", column == "bytes" ? "bytes" : "", SeriesKind.Counter)),
            Of("node_network_up", "", SeriesKind.Gauge),
            Of("node_network_carrier", "", SeriesKind.Gauge),
            Of("node_network_carrier_changes_total", "", SeriesKind.Counter),
            Of("node_network_mtu_bytes", "bytes", SeriesKind.Gauge),
            Of("node_network_speed_bytes", "bytes", SeriesKind.Gauge),
        ];
    }

    private void AddLink(ReadOnlySpan<Series> series, Collection into)
    {
        var device = "sys/class/net/" + series[0].Labels[0].Value;
        if (root.Line(device + "/operstate", _scratch) is { } state)
        {
            into.Add(series[0], state == "up" ? 1 : 0);
        }

        if (root.TryNumber(device + "/carrier", _scratch, out var carrier))
        {
            into.Add(series[1], carrier);
        }

        if (root.TryNumber(device + "/carrier_changes", _scratch, out var changes))
        {
            into.Add(series[2], changes);
        }

        if (root.TryNumber(device + "/mtu", _scratch, out var mtu))
        {
            into.Add(series[3], mtu);
        }

        // A link that is down has no speed; the kernel says -1 or refuses.
        if (root.TryNumber(device + "/speed", _scratch, out var megabits) && megabits >= 0)
        {
            into.Add(series[4], megabits * BytesPerMegabit);
        }
    }
}
