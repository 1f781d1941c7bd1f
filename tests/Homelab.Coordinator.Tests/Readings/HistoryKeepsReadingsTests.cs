using Homelab.Contracts.V1;
using Homelab.Coordinator.Readings;

namespace Homelab.Coordinator.Tests.Readings;

public sealed class HistoryKeepsReadingsTests
{
    [Fact]
    public void A_query_gives_the_same_before_and_after_folding_and_after_a_restart()
    {
        using var road = new RoadOfAReading();
        road.Connect();
        Run(road, 50);
        var before = Points(road);
        Assert.Equal(50, before.Count);
        road.Coordinator.History.Fold();
        Assert.Equal(before, Points(road));
        Run(road, 10);
        road.KillCoordinator();
        Assert.Equal(60, Points(road).Count);
        road.Coordinator.History.Fold();
        road.KillCoordinator();
        Assert.Equal(60, Points(road).Count);
        Assert.Equal(before, Points(road)[..50]);
    }

    [Fact]
    public void After_a_day_raw_gives_way_to_averages_over_five_minutes()
    {
        using var road = new RoadOfAReading();
        road.Connect();
        Run(road, 60, seconds: 10);
        var raw = Points(road);
        road.Coordinator.History.Fold();
        road.Clock.Advance(TimeSpan.FromHours(26));
        road.Coordinator.History.Fold();

        var averages = Points(road);
        Assert.Equal(raw.GroupBy(point => point.WallMs / 300_000 * 300_000).Select(bucket => bucket.Key), averages.Select(point => point.WallMs));
        Assert.Equal(raw.Where(point => point.WallMs / 300_000 * 300_000 == averages[0].WallMs).Average(point => point.Value), averages[0].Value, 9);

        road.Clock.Advance(TimeSpan.FromDays(31));
        road.Coordinator.History.Fold();
        Assert.Empty(Points(road));
    }

    [Fact]
    public void Above_the_quota_the_eldest_goes_first()
    {
        using var road = new RoadOfAReading(adaptCoordinator: settings => settings with { QuotaBytes = 3000 });
        road.Connect();
        for (var hour = 0; hour < 12; hour++)
        {
            Run(road, 40, seconds: 90);
            road.Coordinator.History.Fold();
        }

        // Letting go comes first in a fold, so the last hour's chunks may stand above the quota until the next.
        road.Coordinator.History.Fold();
        var points = Points(road);
        Assert.InRange(points.Count, 40, 11 * 40);
        Assert.Equal(points.Select(point => point.WallMs).Order(), points.Select(point => point.WallMs));
        Assert.True(points[^1].WallMs > road.Coordinator.WallMs - 200_000);
    }

    [Fact]
    public void Labels_choose_among_the_series_of_a_metric()
    {
        using var road = new RoadOfAReading();
        road.Connect();
        Run(road, 3);
        Assert.Single(road.Coordinator.History.Query("pi1", "node_cpu_ratio", new Dictionary<string, string> { ["cpu"] = "0" }, 0, long.MaxValue / 2));
        Assert.Empty(road.Coordinator.History.Query("pi1", "node_cpu_ratio", new Dictionary<string, string> { ["cpu"] = "1" }, 0, long.MaxValue / 2));
        Assert.Empty(road.Coordinator.History.Query("nas", "node_cpu_ratio", new Dictionary<string, string>(), 0, long.MaxValue / 2));
    }

    [Fact]
    public void Readings_of_an_unset_clock_are_kept_at_the_time_of_their_arrival_and_marked()
    {
        using var road = new RoadOfAReading();
        road.Connect();
        road.Agent.BeatIsDue();
        road.Carry(5);
        road.Agent.Recorder.Add(new Domain.Readings.CollectionRound(
            new Domain.Moment(road.Clock.GetTimestamp() * 100), new DateTimeOffset(1970, 1, 1, 0, 5, 0, TimeSpan.Zero), false,
            [new Domain.Readings.Sample(SimulatedAgent.Cpu, 0.5)]));
        road.Clock.Advance(TimeSpan.FromSeconds(7));
        road.Carry(5);
        road.Coordinator.Ingest.Flush();

        var history = Assert.Single(road.Coordinator.Query("node_cpu_ratio"));
        Assert.Equal(road.Coordinator.WallMs - 7000, Assert.Single(history.WallMs));
        Assert.Contains("not synchronised", Assert.Single(history.Estimated).Reason, StringComparison.Ordinal);
        Assert.True(Assert.Single(road.Coordinator.Latest.Of("pi1")).IsEstimated);
    }

    [Fact]
    public void A_flood_of_series_is_refused_and_counted_and_what_was_there_goes_on()
    {
        using var road = new RoadOfAReading(adaptCoordinator: settings => settings with { MaximumSeriesPerNode = 10 });
        road.Connect();
        Run(road, 1);
        for (var i = 0; i < 30; i++)
        {
            road.Agent.Read(SimulatedAgent.Cpu with { Labels = Domain.Readings.Labels.Of(("cpu", $"{i + 100}")) }, i);
        }

        road.Carry(1000);
        Run(road, 1);
        Assert.Equal(10, road.Coordinator.Latest.Of("pi1").Count);
        Assert.Equal(21, road.Coordinator.Counters.RefusedSamples);
        Assert.Equal(0, road.Agent.Outgoing.Frames);
        Assert.Equal(0, road.CheckEveryReading());
    }

    [Fact]
    public void An_event_is_told_once_and_kept()
    {
        using var road = new RoadOfAReading();
        var told = new List<AgentEvent>();
        road.Coordinator.Ingest.EventKept += (_, said) => told.Add(said);
        road.Connect();
        road.Agent.Recorder.Event("CollectorTimedOut", "The disk collector did not answer.", Domain.Readings.Labels.None);
        road.Carry(5);
        road.Coordinator.Ingest.Flush();

        // The acknowledgement is lost, and the event comes again.
        road.Connect();
        road.Carry(5);
        road.Coordinator.Ingest.Flush();
        Assert.Equal("CollectorTimedOut", Assert.Single(told).Code);
        Assert.Single(road.Coordinator.History.Events("pi1"));
        Assert.Equal(1, road.Coordinator.Counters.Duplicates);
    }

    [Fact]
    public void A_damaged_history_is_set_aside_and_readings_go_on_being_kept()
    {
        using var road = new RoadOfAReading();
        road.Connect();
        Run(road, 20);
        road.DamageHistory();
        road.Connect();
        Run(road, 20);
        road.Settle();
        Assert.InRange(Points(road).Count, 20, 41);
        Assert.Equal(1, road.Coordinator.Counters.FilesSetAside);
    }

    private static void Run(RoadOfAReading road, int readings, int seconds = 1)
    {
        for (var i = 0; i < readings; i++)
        {
            road.Take(SimulatedAgent.Cpu);
            road.Clock.Advance(TimeSpan.FromSeconds(seconds));
            road.Carry(20);
            road.Coordinator.Ingest.Flush();
            road.CarryAcks();
        }
    }

    private static List<(long WallMs, double Value)> Points(RoadOfAReading road) =>
        road.Coordinator.Query("node_cpu_ratio").SelectMany(history => history.WallMs.Zip(history.Values)).ToList();
}
