using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>Processor time by core and mode, and what the scheduler counts: /proc/stat (proc_stat(5)).</summary>
public sealed class CpuCollector(SysRoot root) : ICollector
{
    private const string Path = "proc/stat";

    /// <summary>USER_HZ, the unit of /proc/stat: 100 on every architecture that the agent runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>A core whose counter falls by more than this was taken away and came back; less is the kernel's own jitter.</summary>
    private const double JitterSecondsMax = 3;

    private static readonly string[] s_modes = ["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"];
    private readonly FileText _text = new();
    private readonly SeriesByKey _cores = new(SeriesOf);
    private readonly Dictionary<Series, double> _highest = [];
    private readonly Series _switches = Count("node_context_switches_total", SeriesKind.Counter);
    private readonly Series _forks = Count("node_forks_total", SeriesKind.Counter);
    private readonly Series _interrupts = Count("node_intr_total", SeriesKind.Counter);
    private readonly Series _running = Count("node_procs_running", SeriesKind.Gauge);
    private readonly Series _blocked = Count("node_procs_blocked", SeriesKind.Gauge);

    public string Name => "cpu";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var read = root.Read(Path, _text);
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            var fields = new Fields(line);
            if (!fields.TryNext(out var key))
            {
                continue;
            }

            if (key.StartsWith("cpu"u8) && key.Length > 3)
            {
                AddCore(_cores[key[3..]], fields, into);
            }
            else if (Counted(key) is { } series && fields.TryNumber(out var value))
            {
                into.Add(series, value);
            }
        }

        _cores.EndRound();
        return CollectorOutcome.Of(read, Path);
    }

    private static Series[] SeriesOf(string core) =>
    [
        .. s_modes.Select(mode => Time("node_cpu_seconds_total", core, mode)),
        Time("node_cpu_guest_seconds_total", core, "user"),
        Time("node_cpu_guest_seconds_total", core, "nice"),
    ];

    private static Series Time(string metric, string core, string mode) =>
        new(metric, Labels.Of(("cpu", core), ("mode", mode)), "seconds", SeriesKind.Counter, "cpu");

    private static Series Count(string metric, SeriesKind kind) => new(metric, Labels.None, "", kind, "cpu");

    private void AddCore(Series[] modes, Fields fields, Collection into)
    {
        foreach (var mode in modes)
        {
            if (!fields.TryNumber(out var ticks))
            {
                return;
            }

            into.Add(mode, NeverBack(mode, ticks / TicksPerSecond));
        }
    }

    /// <summary>The kernel lets idle and iowait step back a little (proc_stat(5)); a counter must not.</summary>
    private double NeverBack(Series mode, double seconds)
    {
        if (_highest.TryGetValue(mode, out var highest) && seconds < highest && highest - seconds < JitterSecondsMax)
        {
            return highest;
        }

        return _highest[mode] = seconds;
    }

    private Series? Counted(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("ctxt"u8) ? _switches
        : key.SequenceEqual("processes"u8) ? _forks
        : key.SequenceEqual("intr"u8) ? _interrupts
        : key.SequenceEqual("procs_running"u8) ? _running
        : key.SequenceEqual("procs_blocked"u8) ? _blocked
        : null;
}
