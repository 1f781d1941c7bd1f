using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>
/// DS18B20 thermometers on the kernel's 1-Wire bus. Each read is a measurement that takes the chip up to 750 ms, so a round reads a few and the next
/// goes on behind them.
/// </summary>
public sealed class OneWireCollector(SysRoot root) : ICollector
{
    /// <summary>Four measurements stay well below a collector's bound.</summary>
    public const int ReadsPerRound = 4;

    private const string Folder = "sys/bus/w1/devices";

    /// <summary>The family code of the DS18B20, before the number that is burnt into each chip.</summary>
    private const string Family = "28-";

    private readonly FileText _text = new();
    private readonly SortedDictionary<string, string> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private string _last = "";

    public string Name => "w1";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var devices = root.Names(Folder).Where(name => name.StartsWith(Family, StringComparison.Ordinal)).ToArray();
        Forget(devices);
        foreach (var device in Next(devices))
        {
            _last = device;
            Read(device, into);
        }

        return devices.Length == 0 ? CollectorOutcome.NothingHere("no 1-Wire thermometer")
            : _refused.Count > 0 ? CollectorOutcome.Failed(string.Join("; ", _refused.Select(refused => $"{refused.Key} {refused.Value}")))
            : CollectorOutcome.Ok;
    }

    /// <summary>Those behind the last one of the round before, then from the front.</summary>
    private string[] Next(string[] devices) =>
    [
        .. devices.Where(device => string.CompareOrdinal(device, _last) > 0)
            .Concat(devices.Where(device => string.CompareOrdinal(device, _last) <= 0))
            .Take(ReadsPerRound),
    ];

    private void Read(string device, Collection into)
    {
        var read = root.Read($"{Folder}/{device}/w1_slave", _text);
        var refusal = read.Status switch
        {
            ReadStatus.Read => OneWireTemperature.Refuse(_text.Bytes, out var celsius) ?? Take(device, celsius, into),
            ReadStatus.Absent => "is not read by the kernel; load w1_therm",
            _ => read.Why,
        };
        if (refusal is null)
        {
            _refused.Remove(device);
        }
        else
        {
            _refused[device] = refusal;
        }
    }

    private string? Take(string device, double celsius, Collection into)
    {
        if (!_series.TryGetValue(device, out var series))
        {
            series = new Series("node_w1_temperature_celsius", Labels.Of(("device", device)), "celsius", SeriesKind.Gauge, Name);
            _series.Add(device, series);
        }

        into.Add(series, celsius);
        return null;
    }

    private void Forget(string[] devices)
    {
        foreach (var gone in _refused.Keys.Concat(_series.Keys).Except(devices).ToList())
        {
            _refused.Remove(gone);
            _series.Remove(gone);
        }
    }
}
