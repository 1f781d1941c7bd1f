using System.Collections.Immutable;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Readings;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Readings;
using Homelab.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Feeds;

public sealed class HeatReachesTheFeeds
{
    private static readonly FeedConfig s_rack = new() { Name = "rack", Nut = new NutSource("ups", "nas") };
    private readonly LatestReadings _readings = new(new ReadingsSettings("/nowhere"));
    private readonly FixedLab _lab = new(s_rack);

    [Theory]
    [InlineData("node_thermal_zone_temp", 91, true)]
    [InlineData("node_hwmon_temp_celsius", 91, true)]
    [InlineData("node_hwmon_temp_celsius", 70, false)]
    [InlineData("node_hwmon_temp_celsius", 127, false)]
    [InlineData("node_load1", 91, false)]
    public void A_hot_sensor_of_a_node_gives_the_feeds_up(string metric, double value, bool isHot)
    {
        _lab.Change(lab => lab with
        {
            Nodes = [new NodeConfig { Name = "pi1" }],
            Policy = lab.Policy with { Heat = new HeatPolicy(80, TimeSpan.Zero, 1) },
        });
        Assert.Equal(isHot, Fired(metric, value).Any(fired => fired.Name == FiredTrigger.Heat));
    }

    [Fact]
    public void Without_a_policy_nobody_looks()
    {
        _lab.Change(lab => lab with { Nodes = [new NodeConfig { Name = "pi1" }] });
        Assert.Empty(Fired("node_thermal_zone_temp", 110));
    }

    private ImmutableArray<FiredTrigger> Fired(string metric, double value)
    {
        var clock = TimeProvider.System;
        var board = new FeedBoard(_lab, clock, NullLogger<FeedBoard>.Instance);
        Assert.True(_readings.TryAdd("pi1", new LatestReading(new Series(metric, Labels.None, "celsius", SeriesKind.Gauge, "thermal"), value, 1, false, clock.Now())));
        using var watch = new HeatWatch(_lab, board, _readings, clock);
        watch.Look();
        board.Tick(clock.Now());
        return board.Of("rack")!.Fired;
    }
}
