using System.Globalization;
using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>For how long each processor package of a PC slowed itself since the boot (kernel document ABI/testing/sysfs-devices-system-cpu, thermal_throttle).</summary>
internal sealed class PackageThrottles(SysRoot root)
{
    private const string Folder = "sys/devices/system/cpu";
    private const string File = "thermal_throttle/package_throttle_total_time_ms";
    private const double MilliPerUnit = 1000;

    private (string Path, Series Series)[] _packages = [];

    /// <summary>Looks which processors tell. Each package is told of once, by its first processor.</summary>
    public void Scan(FileText scratch) => _packages =
    [
        .. root.Names(Folder)
            .Where(name => name.StartsWith("cpu", StringComparison.Ordinal) && root.Exists($"{Folder}/{name}/{File}"))
            .Select(name => (Path: $"{Folder}/{name}/{File}", Package: root.TryNumber($"{Folder}/{name}/topology/physical_package_id", scratch, out var package) ? (int)package : 0))
            .DistinctBy(processor => processor.Package)
            .Select(processor => (processor.Path, new Series(
                "node_cpu_package_throttle_seconds_total", Labels.Of(("package", processor.Package.ToString(CultureInfo.InvariantCulture))), "seconds", SeriesKind.Counter, "thermal"))),
    ];

    public void Collect(Collection into, FileText scratch)
    {
        foreach (var (path, series) in _packages)
        {
            if (root.TryNumber(path, scratch, out var milliseconds))
            {
                into.Add(series, milliseconds / MilliPerUnit);
            }
        }
    }
}
