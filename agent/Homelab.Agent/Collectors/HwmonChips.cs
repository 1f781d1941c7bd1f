using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>An attribute file of a chip with its series. <see cref="Limit"/> is what a limit said when the chips were listed.</summary>
internal readonly record struct HwmonAttribute(string Path, Series Series, double PerUnit, double? Limit);

/// <summary>What /sys/class/hwmon has at one moment: the files to read each round, and what never changes.</summary>
internal sealed record HwmonChips(IReadOnlyList<HwmonAttribute> Attributes, IReadOnlyList<Series> Names)
{
    private const string Folder = "sys/class/hwmon";

    public static HwmonChips Scan(SysRoot root, FileText scratch)
    {
        var attributes = new List<HwmonAttribute>();
        var names = new List<Series>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in root.Names(Folder))
        {
            var folder = $"{Folder}/{entry}";
            var chip = ChipOf(root, folder, entry);
            if (!taken.Add(chip))
            {
                // Two chips on one device: their sensors would be the same series.
                chip = $"{chip}_{HwmonName.Clean(entry)}";
                taken.Add(chip);
            }

            if (root.Line(folder + "/name", scratch) is { } name)
            {
                names.Add(Mark("node_hwmon_chip_names", ("chip", chip), ("chip_name", HwmonName.Clean(name))));
            }

            var before = attributes.Count;
            AddFiles(root, folder, chip, scratch, attributes, names);
            if (attributes.Count == before)
            {
                // Drivers of the old kind keep the attributes at the device.
                AddFiles(root, folder + "/device", chip, scratch, attributes, names);
            }
        }

        return new HwmonChips(attributes, names);
    }

    private static void AddFiles(
        SysRoot root, string folder, string chip, FileText scratch, List<HwmonAttribute> attributes, List<Series> names)
    {
        foreach (var file in root.Names(folder))
        {
            if (!HwmonName.TrySplit(file, out var type, out var sensor, out var property))
            {
                continue;
            }

            var path = $"{folder}/{file}";
            if (property == "label")
            {
                if (root.Line(path, scratch) is { } label)
                {
                    names.Add(Mark("node_hwmon_sensor_label", ("chip", chip), ("label", label), ("sensor", sensor)));
                }

                continue;
            }

            var (metric, unit, perUnit) = HwmonName.MetricOf(type, property);
            var kind = type == "energy" ? SeriesKind.Counter : SeriesKind.Gauge;
            var series = new Series(metric, Labels.Of(("chip", chip), ("sensor", sensor)), unit, kind, "hwmon");
            if (HwmonName.IsMeasured(property))
            {
                attributes.Add(new HwmonAttribute(path, series, perUnit, null));
            }
            else if (root.TryNumber(path, scratch, out var limit))
            {
                attributes.Add(new HwmonAttribute(path, series, perUnit, limit / perUnit));
            }
        }
    }

    /// <summary>The place of the device, such as platform_coretemp_0, since numbers of chips change from boot to boot.</summary>
    private static string ChipOf(SysRoot root, string folder, string entry)
    {
        var device = root.Exists(folder + "/device") ? root.Real(folder + "/device") : null;
        if (device is null)
        {
            var name = root.Line(folder + "/name", new FileText());
            return HwmonName.Clean(name ?? entry);
        }

        var parts = device.Split('/');
        return parts.Length > 1 ? $"{HwmonName.Clean(parts[^2])}_{HwmonName.Clean(parts[^1])}" : HwmonName.Clean(parts[^1]);
    }

    private static Series Mark(string metric, params ReadOnlySpan<(string, string)> labels) =>
        new(metric, Labels.Of(labels), "", SeriesKind.Gauge, "hwmon");
}
