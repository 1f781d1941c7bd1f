using Homelab.Agent.Collectors;
using Homelab.Host;
using Homelab.TestKit.Repo;

namespace Homelab.Agent.Tests.Collectors;

public class BesideNodeExporterTests
{
    /// <summary>Families that the agent has whole: there, no series may be missing on either side.</summary>
    private static readonly string[] s_families =
    [
        "node_cpu_", "node_load", "node_memory_", "node_disk_", "node_network_receive_", "node_network_transmit_", "node_hwmon_", "node_thermal_zone_",
        "node_cooling_device_", "node_pressure_", "node_filesystem_", "node_context_switches_total", "node_forks_total", "node_intr_total", "node_procs_",
        "node_boot_time_seconds",
    ];

    /// <summary>What the exporter adds that tells nothing new: a zone read a second time behind its chip, names of disks, more of a link's properties.</summary>
    private static readonly string[] s_exporterOnly = ["sensor=\"temp0\"", "node_disk_info", "node_disk_filesystem_info", "node_disk_device_mapper_info", "_nohandler_", "_queue_length"];

    [Theory]
    [InlineData("pi4")]
    [InlineData("nas")]
    [InlineData("server")]
    public async Task A_captured_machine_has_the_same_series_with_the_same_values(string name)
    {
        var root = Repository.PathOf($"tests/fixtures/roots/{name}");
        await using var exporter = await NodeExporter.StartAsync(root);
        var theirs = await exporter.ReadAsync();
        var ours = NodeExporter.Parse(PrintOnce.Text(root, new BootClock()));

        SameSeries(s_families.Where(family => family is not ("node_filesystem_" or "node_pressure_")), ours, theirs, theirs);
        foreach (var (series, value) in ours)
        {
            if (theirs.TryGetValue(series, out var theirValue))
            {
                Assert.True(Math.Abs(value - theirValue) <= 1e-9 * Math.Abs(theirValue), $"{series}: {value} here, {theirValue} there");
            }
        }
    }

    [Fact]
    public async Task On_this_machine_counters_lie_between_two_of_its_readings_and_gauges_near()
    {
        await using var exporter = await NodeExporter.StartAsync();
        var before = await exporter.ReadAsync();
        var ours = NodeExporter.Parse(PrintOnce.Text("/", new BootClock()));
        var after = await exporter.ReadAsync();

        SameSeries(s_families, ours, before, after);
        var compared = 0;
        foreach (var (series, value) in ours)
        {
            if (!before.TryGetValue(series, out var low) || !after.TryGetValue(series, out var high))
            {
                continue;
            }

            compared++;
            var isCounter = series.Contains("_total", StringComparison.Ordinal);
            // The kernel's idle and iowait times step back now and then (proc_stat(5)); everything else of a counter does not.
            var slack = isCounter ? 0.05 : SlackOf(series);
            Assert.True(value >= Math.Min(low, high) - slack && value <= Math.Max(low, high) + slack, $"{series}: {value} here, from {low} to {high} there");
        }

        Assert.True(compared > 100, $"only {compared} series are in both");
    }

    /// <summary>Devices that came or went between the two readings may be in the agent's or not.</summary>
    private static void SameSeries(
        IEnumerable<string> families, Dictionary<string, double> ours, Dictionary<string, double> before, Dictionary<string, double> after)
    {
        foreach (var family in families)
        {
            var own = Of(ours, family).ToHashSet();
            var always = Of(before, family).Intersect(Of(after, family));
            var ever = Of(before, family).Union(Of(after, family));
            Assert.Empty(always.Except(own).Select(series => $"missing here: {series}"));
            Assert.Empty(own.Except(ever).Select(series => $"missing there: {series}"));
        }
    }

    private static IEnumerable<string> Of(Dictionary<string, double> values, string family) => values.Keys.Where(series =>
        series.StartsWith(family, StringComparison.Ordinal) && !s_exporterOnly.Any(part => series.Contains(part, StringComparison.Ordinal)));

    /// <summary>Gauges that move between readings, and how far: a matter of what they measure, and of what else this machine does. All others are the same.</summary>
    private static readonly (string Family, double Slack)[] s_moving =
    [
        ("node_memory_MemTotal", 0), ("node_memory_SwapTotal", 0), ("node_memory_Hugepagesize", 0), ("node_memory_HugePages", 0), ("node_memory_", 2e9),
        ("node_filesystem_avail_bytes", 2e9), ("node_filesystem_free_bytes", 2e9), ("node_filesystem_files_free", 200_000),
        ("node_load", 5), ("node_procs_", 1000), ("node_disk_io_now", 1000),
        ("node_hwmon_temp", 20), ("node_hwmon_", 1e4), ("node_thermal_zone_temp", 20), ("node_cooling_device_cur_state", 100),
        ("node_timex_", double.PositiveInfinity), ("node_time_", 10), ("node_boot_time_seconds", 2), ("node_uptime_", 10),
    ];

    private static double SlackOf(string series) =>
        s_moving.Where(moving => series.StartsWith(moving.Family, StringComparison.Ordinal)).Select(moving => moving.Slack).FirstOrDefault();
}
