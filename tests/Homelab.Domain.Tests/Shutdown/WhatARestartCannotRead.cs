using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>A coordinator that starts again in an outage, and a UPS that nobody can read from then on.</summary>
public class WhatARestartCannotRead
{
    private static readonly LabConfig Far = LabOf(
        [Ups("u") with { DeclaredRuntime = TimeSpan.FromSeconds(400) }],
        [Node("web", 20, "u"), Node("db", 20, "u")],
        [Service("site", ["web"], ["sql"]), Service("sql", ["db"])]);

    [Fact]
    public void A_declared_runtime_goes_on_running_down_since_the_journal_has_the_feed_on_battery_P6()
    {
        var lab = Outage(Harness(Far));
        lab.At(60, it => it.Ups("u").IsReadable = false).At(60, it => it.StopCoordinator()).At(63, it => it.StartCoordinator()).RunUntil(420);
        Assert.Equal(["web", "db"], Order(lab));
        Assert.All(lab.Agents, agent => Assert.True(agent.OffSince <= lab.Zero + TimeSpan.FromSeconds(410) - Far.Policy.Margin, $"{agent.Name} was off at {agent.OffSince}"));
    }

    [Fact]
    public void A_declared_runtime_also_runs_down_so_where_the_ups_shows_the_battery_in_use_and_no_more()
    {
        var lab = Outage(Harness(Far));
        lab.At(0, it => it.Ups("u").TellsRuntime = false).At(200, it => it.StopCoordinator()).At(203, it => it.StartCoordinator()).RunUntil(420);
        Assert.Equal(["web", "db"], Order(lab));
        Assert.All(lab.Agents, agent => Assert.True(agent.OffSince <= lab.Zero + TimeSpan.FromSeconds(410) - Far.Policy.Margin, $"{agent.Name} was off at {agent.OffSince}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(800)]
    public void What_was_read_before_the_restart_is_known_from_the_journal_and_counts_down_P6(int? declared)
    {
        var config = Far with { Feeds = [Far.Feeds[0] with { DeclaredRuntime = declared is { } seconds ? TimeSpan.FromSeconds(seconds) : null }] };
        var lab = Outage(Harness(config));
        lab.At(60, it => it.Ups("u").IsReadable = false).At(60, it => it.StopCoordinator()).At(63, it => it.StartCoordinator()).RunUntil(500);
        Assert.Equal(["web", "db"], Order(lab));
        Assert.All(lab.Agents, agent => Assert.True(agent.OffSince <= lab.Zero + TimeSpan.FromSeconds(410) - Far.Policy.Margin, $"{agent.Name} was off at {agent.OffSince}"));
        Assert.All(lab.Stops, stop => Assert.True(stop.At >= lab.Zero + TimeSpan.FromSeconds(250), $"{stop.Node} went long before it had to"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_starts_again_with_the_power_is_stopped_again_only_by_what_was_read_since_or_by_long_silence_P9(bool isReadSoon)
    {
        var lab = Outage(Harness(Far));
        var booted = default(Moment);
        lab.At(380, it => it.Ups("u").IsReadable = false);
        lab.At(500, it =>
        {
            it.Ups("u").Turn("OL CHRG");
            it.Agent("web").Boot();
            it.Agent("db").Boot();
            booted = it.Clock.Now;
        });
        if (isReadSoon)
        {
            lab.At(505, it => it.Ups("u").IsReadable = true);
        }

        lab.RunUntil(600);
        var again = lab.Stops.Where(stop => stop.At > booted).ToList();
        Assert.Equal(2, lab.Stops.Count - again.Count);
        if (isReadSoon)
        {
            Assert.Empty(again);
        }
        else
        {
            Assert.Equal(2, again.Count);
            Assert.All(again, stop => Assert.True(stop.At - booted >= Far.Policy.MaxAge));
        }
    }
}
