using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Pressure stall information: /proc/pressure (kernel document accounting/psi). "Some" is time in which a task waited, "full" in which
/// all did. A kernel may lack it or have it turned off.
/// </summary>
public sealed class PressureCollector(SysRoot root) : ICollector
{
    private const double MicrosecondsPerSecond = 1e6;

    private readonly FileText _text = new();
    private readonly (string Path, Series? Waiting, Series? Stalled)[] _resources =
    [
        ("proc/pressure/cpu", Total("cpu_waiting"), null),
        ("proc/pressure/io", Total("io_waiting"), Total("io_stalled")),
        ("proc/pressure/memory", Total("memory_waiting"), Total("memory_stalled")),
        ("proc/pressure/irq", null, Total("irq_stalled")),
    ];

    public string Name => "pressure";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var outcome = CollectorOutcome.NothingHere("no /proc/pressure: this kernel is without it or it is off (psi=1 turns it on)");
        foreach (var (path, waiting, stalled) in _resources)
        {
            var read = root.Read(path, _text);
            if (read.Status == ReadStatus.Failed)
            {
                return CollectorOutcome.Of(read, path);
            }

            if (read.Succeeded)
            {
                Add(waiting, stalled, into);
                outcome = CollectorOutcome.Ok;
            }
        }

        return outcome;
    }

    private static Series Total(string what) =>
        new($"node_pressure_{what}_seconds_total", Labels.None, "seconds", SeriesKind.Counter, "pressure");

    private void Add(Series? waiting, Series? stalled, Collection into)
    {
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            var series = line.StartsWith("some "u8) ? waiting : line.StartsWith("full "u8) ? stalled : null;
            var total = line.LastIndexOf("total="u8);
            if (series is not null && total >= 0 && Fields.TryParse(line[(total + 6)..], out var microseconds))
            {
                into.Add(series, microseconds / MicrosecondsPerSecond);
            }
        }
    }
}
