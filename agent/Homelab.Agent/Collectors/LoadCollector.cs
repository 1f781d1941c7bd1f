using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>Load averages: /proc/loadavg (proc_loadavg(5)).</summary>
public sealed class LoadCollector(SysRoot root) : ICollector
{
    private const string Path = "proc/loadavg";

    private readonly FileText _text = new();
    private readonly Series[] _series = [Load("node_load1"), Load("node_load5"), Load("node_load15")];

    public string Name => "load";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var read = root.Read(Path, _text);
        if (!read.Succeeded)
        {
            return CollectorOutcome.Of(read, Path);
        }

        var fields = new Fields(_text.Trimmed);
        foreach (var series in _series)
        {
            if (!fields.TryNumber(out var load))
            {
                return CollectorOutcome.Failed($"/{Path} has not three numbers");
            }

            into.Add(series, load);
        }

        return CollectorOutcome.Ok;
    }

    private static Series Load(string metric) => new(metric, Labels.None, "", SeriesKind.Gauge, "load");
}
