using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class CpuCollectorTests
{
    private const string Start = "cpu  100 0 0 0 0 0 0 0 0 0\n";

    [Fact]
    public void Each_core_and_mode_is_a_series_in_seconds_and_the_sum_line_is_none()
    {
        using var root = new TestRoot().With("proc/stat", Start + "cpu0 150 1 2 3 4 5 6 7 8 9\n");

        var (outcome, lines) = new CpuCollector(root.Root).Read();

        Assert.Equal(OutcomeKind.Ok, outcome.Kind);
        Assert.Equal(10, lines.Length);
        Assert.Contains("node_cpu_seconds_total{cpu=\"0\",mode=\"user\"} 1.5", lines);
        Assert.Contains("node_cpu_seconds_total{cpu=\"0\",mode=\"steal\"} 0.07", lines);
        Assert.Contains("node_cpu_guest_seconds_total{cpu=\"0\",mode=\"nice\"} 0.09", lines);
    }

    [Fact]
    public void A_counter_that_the_kernel_sets_back_a_little_stands_still()
    {
        using var root = new TestRoot().With("proc/stat", Start + "cpu0 0 0 0 1000 0 0 0 0 0 0\n");
        var collector = new CpuCollector(root.Root);
        collector.Read();
        root.With("proc/stat", Start + "cpu0 0 0 0 990 0 0 0 0 0 0\n");

        Assert.Contains("node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} 10", collector.Read().Lines);
    }

    [Fact]
    public void A_core_that_was_taken_away_and_came_back_starts_anew()
    {
        using var root = new TestRoot().With("proc/stat", Start + "cpu0 0 0 0 1000 0 0 0 0 0 0\n");
        var collector = new CpuCollector(root.Root);
        collector.Read();
        root.With("proc/stat", Start + "cpu0 0 0 0 5 0 0 0 0 0 0\n");

        Assert.Contains("node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} 0.05", collector.Read().Lines);
    }

    [Fact]
    public void An_old_kernel_s_shorter_line_gives_the_modes_that_it_has()
    {
        using var root = new TestRoot().With("proc/stat", Start + "cpu0 1 2 3 4\n");

        Assert.Equal(4, new CpuCollector(root.Root).Read().Lines.Length);
    }

    [Fact]
    public void Rounds_make_no_new_series()
    {
        var collector = new CpuCollector(TestRoot.Captured("server"));
        var first = collector.Round().Collection.SeriesOf().ToList();
        var second = collector.Round().Collection.SeriesOf().ToList();

        Assert.True(first.Zip(second).All(pair => ReferenceEquals(pair.First, pair.Second)));
    }

    [Fact]
    public void Without_the_file_there_is_nothing_here()
    {
        using var root = new TestRoot();

        Assert.Equal(CollectorOutcome.NothingHere("no /proc/stat"), new CpuCollector(root.Root).Read().Outcome);
    }
}
