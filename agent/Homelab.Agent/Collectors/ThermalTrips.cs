using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>
/// Where the kernel slows or stops the machine for a thermal zone's sake: its trip points, and of several of a kind the lowest. Those that only turn a fan are no limits, and what is set to
/// nothing (zero, or absolute zero) is none. Read when the zones are listed, like the limits of hwmon.
/// </summary>
internal static class ThermalTrips
{
    private const string Folder = "sys/class/thermal";
    private const string ZonePrefix = "thermal_zone";
    private const double MilliPerUnit = 1000, Least = 20, Most = 150;

    /// <summary>A zone of the kernel's has twelve at most (THERMAL_MAX_TRIPS); a bound for those of another kernel.</summary>
    private const int TripsMax = 32;

    public static IEnumerable<Sample> Read(SysRoot root, FileText scratch) => root.Names(Folder)
        .Where(name => name.StartsWith(ZonePrefix, StringComparison.Ordinal))
        .SelectMany(zone => Of(root, scratch, zone));

    private static IEnumerable<Sample> Of(SysRoot root, FileText scratch, string zone)
    {
        var type = root.Line($"{Folder}/{zone}/type", scratch) ?? "";
        var lowest = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var trip = 0; trip < TripsMax && root.Line($"{Folder}/{zone}/trip_point_{trip}_type", scratch) is { } kind; trip++)
        {
            if (kind is "critical" or "hot" or "passive" && root.TryNumber($"{Folder}/{zone}/trip_point_{trip}_temp", scratch, out var milli) && milli / MilliPerUnit is >= Least and <= Most and var celsius)
            {
                lowest[kind] = Math.Min(celsius, lowest.GetValueOrDefault(kind, Most));
            }
        }

        return lowest.Select(trip => new Sample(
            new Series("node_thermal_zone_trip_celsius", Labels.Of(("trip", trip.Key), ("type", type), ("zone", zone[ZonePrefix.Length..])), "celsius", SeriesKind.Gauge, "thermal"), trip.Value));
    }
}
