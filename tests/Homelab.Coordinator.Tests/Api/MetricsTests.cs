using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Api.Metrics;
using Homelab.Domain;
using Homelab.Domain.Power;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Api;

public sealed partial class MetricsTests
{
    [Fact]
    public void Labels_and_help_are_escaped_and_numbers_are_written_as_prometheus_reads_them()
    {
        Assert.Equal(
            """
            # HELP a_metric with a \\ and a\nline
            # TYPE a_metric gauge
            a_metric{node="a \"quoted\" \\ name\nof two lines"} 0.1
            a_metric +Inf
            a_metric{node="b"} NaN

            """,
            Written(text =>
            {
                text.TryFamily("a_metric", "gauge", "with a \\ and a\nline");
                text.Sample(0.1, ("node", "a \"quoted\" \\ name\nof two lines"));
                text.Sample(double.PositiveInfinity);
                text.Sample(double.NaN, ("node", "b"));
            }));
    }

    [Fact]
    public void A_family_has_one_head_and_a_sample_one_line()
    {
        Assert.Equal(
            "# TYPE a gauge\na{x=\"1\"} 1\n",
            Written(text =>
            {
                Assert.True(text.TryFamily("a", "gauge", ""));
                text.Sample(1, ("x", "1"));
                text.Sample(2, ("x", "1"));
                Assert.False(text.TryFamily("a", "counter", ""));
            }));
    }

    [Fact]
    public void What_a_UPS_taught_is_in_base_units_and_what_is_unknown_has_no_sample()
    {
        var feed = FeedViews.Of(
            new FeedAssessment
            {
                Feed = "rack", Condition = FeedCondition.OnBattery, Fired = [new Homelab.Domain.Power.FiredTrigger("charge", Moment.Zero, "why")], DepletionRatioPerMinute = 0.06,
                Runtime = TimeSpan.FromSeconds(600), WorstRuntime = TimeSpan.FromSeconds(300),
            },
            null,
            BatteryRecord.Empty with { Days = [new FeedDay(new DateOnly(2026, 3, 1), 500, 3600, null)], Load = new LoadInWatts(500, "ups.realpower") },
            null,
            null,
            Moment.Zero);
        var lines = Written(text => BatteryMetrics.Write(text, [feed])).Split('\n').Where(line => !line.StartsWith('#') && line.Length > 0);
        Assert.Equal(
            [
                "homelab_feed_trigger_fired{feed=\"rack\",trigger=\"charge\"} 1",
                "homelab_feed_worst_runtime_seconds{feed=\"rack\"} 300",
                "homelab_feed_depletion_ratio_per_second{feed=\"rack\"} 0.001",
                "homelab_feed_load_watts{feed=\"rack\"} 500",
                "homelab_feed_energy_today_joules{feed=\"rack\"} 1800000",
                "homelab_feed_energy_30_days_joules{feed=\"rack\"} 1800000",
            ],
            lines);
    }

    [Fact]
    public async Task Readings_of_all_nodes_are_there_with_their_node_and_every_line_is_well_formed()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        using var pi1 = await coordinator.ConnectAsync("pi1");
        using var nas = await coordinator.ConnectAsync("nas");
        foreach (var agent in (AgentOnTheWire[])[pi1, nas])
        {
            await agent.SendAsync(new AgentFrame
            {
                Series = new SeriesDescription { Number = 1, Metric = "node_disk_reads_completed_total", Kind = SeriesKind.Counter, Labels = { { "device", "sd\"a\\\n" }, { "node", "mine" } } },
            });
            await agent.SendAsync(new AgentFrame { Series = new SeriesDescription { Number = 2, Metric = "homelab_build_info", Kind = SeriesKind.Gauge } });
            await agent.SendAsync(new AgentFrame { Key = agent.Key(), Readings = new ReadingBatch { WallMs = 1_700_000_000_000, BoottimeNs = 1, ClockSynchronised = true, Series = { 1, 2 }, Values = { 7, 8 } } });
        }

        var text = "";
        await Until.TrueAsync(
            async () => Regex.Count(
                text = await coordinator.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken),
                "^(node_disk_reads|homelab_node_connected.*1$)",
                RegexOptions.Multiline) == 4,
            TimeSpan.FromSeconds(15),
            "both nodes' readings");

        Assert.Contains("# TYPE node_disk_reads_completed_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("node_disk_reads_completed_total{node=\"pi1\",device=\"sd\\\"a\\\\\\n\",exported_node=\"mine\"} 7\n", text, StringComparison.Ordinal);
        Assert.True(text.Contains("homelab_node_connected{node=\"pi1\"} 1\n", StringComparison.Ordinal), text);
        Assert.Contains("homelab_feed_state{feed=\"rack-ups\",state=\"UNKNOWN\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("homelab_plan_needed_seconds ", text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line.StartsWith("homelab_build_info", StringComparison.Ordinal));
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(WellFormed(), line));
    }

    private static string Written(Action<ExpositionText> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new ExpositionText(output));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .+|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="(\\[\\n"]|[^\\"\n])*",?)*\})? (NaN|[+-]Inf|-?[0-9.]+([eE][+-]?[0-9]+)?))$""")]
    private static partial Regex WellFormed();
}
