using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>Every line of /proc/meminfo (proc_meminfo(5)), in bytes where the kernel says kB.</summary>
public sealed class MemoryCollector(SysRoot root) : ICollector
{
    private const string Path = "proc/meminfo";
    private const double Kibi = 1024;

    private readonly FileText _text = new();
    private readonly SeriesByKey _lines = new(line => [SeriesOf(line)]);

    public string Name => "memory";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var read = root.Read(Path, _text);
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
            {
                continue;
            }

            var fields = new Fields(line[(colon + 1)..]);
            if (fields.TryNumber(out var value))
            {
                var isBytes = fields.TryNext(out var unit) && unit.SequenceEqual("kB"u8);
                // The unit is part of the key: only the line says whether it counts pages or bytes.
                into.Add(_lines[isBytes ? line[..(colon + 1)] : line[..colon]][0], isBytes ? value * Kibi : value);
            }
        }

        _lines.EndRound();
        return CollectorOutcome.Of(read, Path);
    }

    /// <summary>Active(anon) becomes node_memory_Active_anon_bytes.</summary>
    private static Series SeriesOf(string key)
    {
        var isBytes = key.EndsWith(':');
        var name = key.TrimEnd(':').Replace('(', '_').Replace(")", "", StringComparison.Ordinal);
        return new Series($"node_memory_{name}{(isBytes ? "_bytes" : "")}", Labels.None, isBytes ? "bytes" : "", SeriesKind.Gauge, "memory");
    }
}
