using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class LoadCollectorTests
{
    [Fact]
    public void The_three_averages_are_read()
    {
        using var root = new TestRoot().With("proc/loadavg", "0.21 1.17 2.11 1/187 22917\n");

        Assert.Equal(["node_load1 0.21", "node_load15 2.11", "node_load5 1.17"], new LoadCollector(root.Root).Read().Lines);
    }

    [Fact]
    public void A_line_with_too_few_numbers_is_a_failure()
    {
        using var root = new TestRoot().With("proc/loadavg", "0.21 x\n");

        Assert.Equal(OutcomeKind.Failed, new LoadCollector(root.Root).Read().Outcome.Kind);
    }
}

public class MemoryCollectorTests
{
    [Fact]
    public void Lines_in_kB_become_bytes_and_counts_of_pages_stay()
    {
        using var root = new TestRoot().With("proc/meminfo", "MemTotal:  3 kB\nActive(anon):  1 kB\nHugePages_Total:  7\nbroken\nAlso: x kB\n");

        Assert.Equal(
            ["node_memory_Active_anon_bytes 1024", "node_memory_HugePages_Total 7", "node_memory_MemTotal_bytes 3072"],
            new MemoryCollector(root.Root).Read().Lines);
    }
}

public class PressureCollectorTests
{
    [Fact]
    public void Waiting_and_stalled_time_is_in_seconds_and_the_processor_has_no_stalled_time()
    {
        using var root = new TestRoot()
            .With("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=9\n")
            .With("proc/pressure/io", "some avg10=0.00 avg60=0.00 avg300=0.00 total=2\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n");

        Assert.Equal(
            ["node_pressure_cpu_waiting_seconds_total 1.5", "node_pressure_io_stalled_seconds_total 1E-06", "node_pressure_io_waiting_seconds_total 2E-06"],
            new PressureCollector(root.Root).Read().Lines);
    }

    [Fact]
    public void A_kernel_without_it_has_nothing_here() =>
        Assert.Equal(OutcomeKind.NothingHere, new PressureCollector(TestRoot.Captured("pi4")).Read().Outcome.Kind);
}

public class UptimeCollectorTests
{
    [Fact]
    public void The_start_and_the_time_since_are_read()
    {
        using var root = new TestRoot().With("proc/uptime", "4710.99 9000.1\n").With("proc/stat", "intr 1 2\nbtime 1795408688\n");

        Assert.Equal(["homelab_uptime_seconds 4710.99", "node_boot_time_seconds 1795408688"], new UptimeCollector(root.Root).Read().Lines);
    }
}

public class TimeSyncCollectorTests
{
    [Fact]
    public void The_host_s_kernel_says_whether_its_clock_is_disciplined()
    {
        var (outcome, lines) = new TimeSyncCollector(new SysRoot("/")).Read();

        Assert.Equal(OutcomeKind.Ok, outcome.Kind);
        Assert.Contains(lines, line => line is "node_timex_sync_status 0" or "node_timex_sync_status 1");
    }

    [Fact]
    public void A_captured_tree_tells_of_the_daemon_s_mark_only()
    {
        using var root = new TestRoot().With("run/systemd/timesync/clock", "");
        var collector = new TimeSyncCollector(root.Root);
        Assert.Equal("not yet synchronized", collector.Round().Collection.Facts["timesyncd"]);

        root.With("run/systemd/timesync/synchronized", "");

        var (outcome, collection) = collector.Round();
        Assert.Equal((OutcomeKind.Ok, "synchronized"), (outcome.Kind, collection.Facts["timesyncd"]));
        Assert.Empty(collection.Samples);
    }
}

public class FactsCollectorTests
{
    [Fact]
    public void Quotes_of_the_distribution_s_name_are_not_part_of_it()
    {
        var facts = new FactsCollector(TestRoot.Captured("server"), new("boot", 1, "Supermicro X11SSH-LN4F")).Round().Collection.Facts;

        Assert.Equal("Ubuntu 24.04.1 LTS", facts["os"]);
        Assert.Equal("Supermicro X11SSH-LN4F", facts["machine"]);
        Assert.Equal("6.8.0-45-generic", facts["kernel"]);
    }

    [Fact]
    public void Bridges_and_container_ends_are_no_hardware()
    {
        var facts = new FactsCollector(TestRoot.Captured("nas"), new("boot", 1, "nas")).Round().Collection.Facts;

        Assert.Equal(["mac.enp2s0", "mac.enp3s0"], facts.Keys.Where(fact => fact.StartsWith("mac.", StringComparison.Ordinal)).Order());
    }
}
