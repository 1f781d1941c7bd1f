using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>Thermal zones with their trip points, and cooling devices: /sys/class/thermal (kernel document driver-api/thermal/sysfs-api).</summary>
public sealed class ThermalCollector(SysRoot root) : ICollector
{
    private const string Folder = "sys/class/thermal";
    private const string ZonePrefix = "thermal_zone";
    private const string CoolerPrefix = "cooling_device";
    private const double MilliPerUnit = 1000;

    /// <summary>Zones come and go with drivers, seldom: the folder is listed once in so many rounds.</summary>
    private const int RoundsBetweenScans = 30;

    private readonly FileText _scratch = new();
    private readonly PackageThrottles _throttles = new(root);
    private (string Path, Series Series, double PerUnit)[] _files = [];
    private Sample[] _trips = [];
    private int _roundsToScan;

    public string Name => "thermal";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (_roundsToScan-- <= 0)
        {
            _files = [.. root.Names(Folder).SelectMany(FilesOf)];
            _trips = [.. ThermalTrips.Read(root, _scratch)];
            _throttles.Scan(_scratch);
            _roundsToScan = RoundsBetweenScans;
        }

        foreach (var trip in _trips)
        {
            into.Add(trip.Series, trip.Value);
        }

        _throttles.Collect(into, _scratch);
        var unreadable = 0;
        foreach (var (path, series, perUnit) in _files)
        {
            if (root.TryNumber(path, _scratch, out var value))
            {
                into.Add(series, value / perUnit);
            }
            else
            {
                unreadable++;
            }
        }

        // A zone whose sensor is off refuses to be read; that is only a failure where it is so with all.
        return _files.Length == 0 ? CollectorOutcome.NothingHere("no thermal zone")
            : unreadable == _files.Length ? CollectorOutcome.Failed("no thermal zone can be read")
            : CollectorOutcome.Ok;
    }

    private IEnumerable<(string Path, Series Series, double PerUnit)> FilesOf(string name)
    {
        var type = root.Line($"{Folder}/{name}/type", _scratch) ?? "";
        if (name.StartsWith(ZonePrefix, StringComparison.Ordinal))
        {
            var labels = Labels.Of(("type", type), ("zone", name[ZonePrefix.Length..]));
            yield return ($"{Folder}/{name}/temp", new Series("node_thermal_zone_temp", labels, "celsius", SeriesKind.Gauge, "thermal"), MilliPerUnit);
        }
        else if (name.StartsWith(CoolerPrefix, StringComparison.Ordinal))
        {
            var labels = Labels.Of(("name", name[CoolerPrefix.Length..]), ("type", type));
            yield return ($"{Folder}/{name}/cur_state", new Series("node_cooling_device_cur_state", labels, "", SeriesKind.Gauge, "thermal"), 1);
            yield return ($"{Folder}/{name}/max_state", new Series("node_cooling_device_max_state", labels, "", SeriesKind.Gauge, "thermal"), 1);
        }
    }
}
