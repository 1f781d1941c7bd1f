using Homelab.Domain.Readings;

namespace Homelab.Agent.Collectors;

/// <summary>Block input and output: /proc/diskstats (kernel document admin-guide/iostats). Whole devices only, no ram or loop devices.</summary>
public sealed class DiskCollector(SysRoot root) : ICollector
{
    private const string Path = "proc/diskstats";
    private const double SectorsPerByte = 1 / 512.0;
    private const double MillisecondsPerSecond = 1000;

    /// <summary>In the order of the file's columns after the name; older kernels end earlier.</summary>
    private static readonly (string Metric, string Unit, double PerUnit, SeriesKind Kind)[] s_columns =
    [
        ("node_disk_reads_completed_total", "", 1, SeriesKind.Counter),
        ("node_disk_reads_merged_total", "", 1, SeriesKind.Counter),
        ("node_disk_read_bytes_total", "bytes", SectorsPerByte, SeriesKind.Counter),
        ("node_disk_read_time_seconds_total", "seconds", MillisecondsPerSecond, SeriesKind.Counter),
        ("node_disk_writes_completed_total", "", 1, SeriesKind.Counter),
        ("node_disk_writes_merged_total", "", 1, SeriesKind.Counter),
        ("node_disk_written_bytes_total", "bytes", SectorsPerByte, SeriesKind.Counter),
        ("node_disk_write_time_seconds_total", "seconds", MillisecondsPerSecond, SeriesKind.Counter),
        ("node_disk_io_now", "", 1, SeriesKind.Gauge),
        ("node_disk_io_time_seconds_total", "seconds", MillisecondsPerSecond, SeriesKind.Counter),
        ("node_disk_io_time_weighted_seconds_total", "seconds", MillisecondsPerSecond, SeriesKind.Counter),
        ("node_disk_discards_completed_total", "", 1, SeriesKind.Counter),
        ("node_disk_discards_merged_total", "", 1, SeriesKind.Counter),
        ("node_disk_discarded_sectors_total", "", 1, SeriesKind.Counter),
        ("node_disk_discard_time_seconds_total", "seconds", MillisecondsPerSecond, SeriesKind.Counter),
        ("node_disk_flush_requests_total", "", 1, SeriesKind.Counter),
        ("node_disk_flush_requests_time_seconds_total", "seconds", MillisecondsPerSecond, SeriesKind.Counter),
    ];

    private readonly FileText _text = new();
    private readonly SeriesByKey _devices = new(device =>
        [.. s_columns.Select(column => new Series(column.Metric, Labels.Of(("device", device)), column.Unit, column.Kind, "disks"))]);

    public string Name => "disks";

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        var read = root.Read(Path, _text);
        var lines = new Lines(_text.Bytes);
        while (lines.TryNext(out var line))
        {
            var fields = new Fields(line);
            if (!fields.TrySkip(2) || !fields.TryNext(out var device) || !BlockDeviceName.IsWholeDisk(device))
            {
                continue;
            }

            var series = _devices[device];
            for (var i = 0; i < s_columns.Length && fields.TryNumber(out var value); i++)
            {
                into.Add(series[i], value / s_columns[i].PerUnit);
            }
        }

        _devices.EndRound();
        return CollectorOutcome.Of(read, Path);
    }
}
