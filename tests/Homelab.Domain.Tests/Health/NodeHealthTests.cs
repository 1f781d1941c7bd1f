using Homelab.Domain.Health;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Storage;

namespace Homelab.Domain.Tests.Health;

public sealed class NodeHealthTests
{
    [Fact]
    public void A_node_that_was_just_heard_is_ok_and_says_when()
    {
        var health = Attic.Well.HealthOf("nas");

        Assert.Equal(HealthState.Ok, health.State);
        Assert.Equal(["nas was heard 1s ago"], health.Reasons);
    }

    [Theory]
    [InlineData(StorageVerdict.Unknown, HealthState.Ok)]
    [InlineData(StorageVerdict.Ok, HealthState.Ok)]
    [InlineData(StorageVerdict.Aging, HealthState.Ok)]
    [InlineData(StorageVerdict.Failing, HealthState.Degraded)]
    [InlineData(StorageVerdict.Failed, HealthState.Degraded)]
    public void Storage_that_needs_replacing_degrades_its_node(StorageVerdict verdict, HealthState expected)
    {
        var storage = new StorageAssessment("mmcblk0", verdict, [new StorageEvidence(verdict, "wear", "it is worn")], "");

        Assert.Equal(expected, Attic.Well.With("nas", state => state with { Storage = [storage] }).HealthOf("nas").State);
    }

    [Fact]
    public void A_node_that_was_never_heard_is_unknown_and_not_down()
    {
        var health = Attic.Well.NeverHeard("nas").HealthOf("nas");

        Assert.Equal(HealthState.Unknown, health.State);
        Assert.Contains("never heard", health.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4.9, HealthState.Ok)]
    [InlineData(5.5, HealthState.Degraded)]
    [InlineData(29.5, HealthState.Degraded)]
    [InlineData(30.5, HealthState.Down)]
    [InlineData(86_400 * 3, HealthState.Down)]
    public void Silence_that_nothing_explains_ends_in_down(double seconds, HealthState expected) =>
        Assert.Equal(expected, Attic.Well.Silent("nas", seconds).HealthOf("nas").State);

    [Fact]
    public void A_slow_beat_makes_the_bounds_longer()
    {
        var slow = Attic.Well with { Lab = Attic.Lab with { Policy = new PolicyConfig { Beat = TimeSpan.FromSeconds(10) } } };

        Assert.Equal(HealthState.Ok, slow.Silent("nas", 45).HealthOf("nas").State);
        Assert.Equal(HealthState.Degraded, slow.Silent("nas", 200).HealthOf("nas").State);
        Assert.Equal(HealthState.Down, slow.Silent("nas", 301).HealthOf("nas").State);
    }

    [Fact]
    public void A_silent_node_whose_port_is_closed_is_down_with_that_evidence()
    {
        var health = Attic.Well.Silent("nas", 40).With("nas", state => state with { ProbeAnswers = false }).HealthOf("nas");

        Assert.Equal(HealthState.Down, health.State);
        Assert.Equal(["nas is silent for 40s", "nothing else explains it", "nothing answers on its TCP port 445"], health.Reasons);
    }

    [Fact]
    public void A_silent_node_whose_port_answers_is_degraded_because_only_its_agent_is_gone()
    {
        var health = Attic.Well.Silent("nas", 4000).With("nas", state => state with { ProbeAnswers = true }).HealthOf("nas");

        Assert.Equal(HealthState.Degraded, health.State);
        Assert.Equal(["nas is silent for 1h06m", "it answers on TCP port 445", "so the machine runs and its agent does not speak"], health.Reasons);
    }

    [Theory]
    [InlineData(FeedCondition.OnBattery, "on battery")]
    [InlineData(FeedCondition.LowBattery, "on low battery")]
    [InlineData(FeedCondition.ForcedShutdown, "in forced shutdown")]
    public void A_silent_node_whose_only_feed_dies_is_unreachable(FeedCondition condition, string words)
    {
        var health = Attic.Well.Silent("pi1", 40).Feed("rack-ups", condition).HealthOf("pi1");

        Assert.Equal(HealthState.Unreachable, health.State);
        Assert.Equal(["pi1 is silent for 40s", $"because its feed rack-ups is {words} for 1m30s"], health.Reasons);
    }

    [Fact]
    public void A_feed_of_unknown_state_explains_nothing() =>
        Assert.Equal(HealthState.Down, Attic.Well.Silent("pi1", 40).Feed("rack-ups", FeedCondition.Unknown).HealthOf("pi1").State);

    [Fact]
    public void A_second_feed_that_lives_leaves_the_silence_unexplained()
    {
        var twoUpses = Attic.Lab with { Nodes = [.. Attic.Lab.Nodes.Select(node => node.Name == "nas" ? node with { Feeds = ["rack-ups", "desk-ups"], Switch = null } : node)] };

        Assert.Equal(HealthState.Down, (Attic.Well with { Lab = twoUpses }).Silent("nas", 40).Feed("desk-ups", FeedCondition.OnBattery).HealthOf("nas").State);
    }

    [Fact]
    public void The_mains_count_as_gone_when_a_ups_is_on_battery()
    {
        var health = Attic.Well.Silent("nas", 40).Feed("rack-ups", FeedCondition.OnBattery).HealthOf("nas");

        Assert.Equal(HealthState.Unreachable, health.State);
        Assert.Contains("wall is the mains, and rack-ups is on battery", health.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_dark_switch_on_the_path_explains_a_silent_node_with_power()
    {
        // The desk's switch hangs on the mains; pi2's own UPS is fine.
        var health = Attic.Well.Silent("pi2", 40).Feed("rack-ups", FeedCondition.OnBattery).HealthOf("pi2");

        Assert.Equal(HealthState.Unreachable, health.State);
        Assert.Contains("over the switch desk", health.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_silent_behind_a_switch_points_at_the_switch()
    {
        var health = Attic.Well.Silent("pi2", 40).Silent("pi3", 50).HealthOf("pi2");

        Assert.Equal(HealthState.Unreachable, health.State);
        Assert.Equal("because everything behind the switch desk is silent (pi2, pi3)", health.Reasons[1]);
    }

    [Fact]
    public void Two_switches_of_silence_point_at_the_one_nearer_to_the_coordinator()
    {
        var dark = Attic.Well.Silent("pi1", 40).Silent("pi2", 40).Silent("pi3", 40).Silent("nas", 40);

        Assert.Equal("because everything behind the switch core is silent (pi1, pi2, pi3, nas)", dark.HealthOf("pi2").Reasons[1]);
    }

    [Fact]
    public void One_neighbour_that_speaks_clears_the_switch() =>
        Assert.Equal(HealthState.Down, Attic.Well.Silent("pi2", 40).HealthOf("pi2").State);

    [Fact]
    public void A_neighbour_whose_port_answers_clears_the_switch()
    {
        var sight = Attic.Well.Silent("pi2", 40).Silent("pi3", 40).With("pi3", state => state with { ProbeAnswers = true });

        Assert.Equal(HealthState.Down, sight.HealthOf("pi2").State);
    }

    [Fact]
    public void A_node_that_an_outage_stopped_is_down_and_says_so()
    {
        var sight = Attic.Well.Silent("nas", 40).Feed("rack-ups", FeedCondition.OnBattery)
            .With("nas", state => state with { StoppedBy = "outage 7 stopped it" });

        Assert.Equal(HealthState.Down, sight.HealthOf("nas").State);
        Assert.Equal(["nas is silent for 40s", "because outage 7 stopped it"], sight.HealthOf("nas").Reasons);
    }

    [Fact]
    public void Maintenance_covers_everything_and_says_for_how_long()
    {
        var sight = Attic.Well.Silent("nas", 4000).With("nas", state => state with { MaintenanceLeft = TimeSpan.FromMinutes(90) });

        Assert.Equal(HealthState.Maintenance, sight.HealthOf("nas").State);
        Assert.Equal("nas is in maintenance for another 1h30m", sight.HealthOf("nas").Reasons[0]);
    }

    [Fact]
    public void Maintenance_that_is_over_covers_nothing() =>
        Assert.Equal(HealthState.Down, Attic.Well.Silent("nas", 40).With("nas", state => state with { MaintenanceLeft = TimeSpan.Zero }).HealthOf("nas").State);

    [Fact]
    public void A_failed_unit_degrades_its_node()
    {
        var health = Attic.Well.With("pi1", state => state with { Units = [Attic.Unit("failed", "exit-code")] }).HealthOf("pi1");

        Assert.Equal(HealthState.Degraded, health.State);
        Assert.Equal(["caddy.service on pi1 is failed (exit-code)"], health.Reasons);
    }

    [Fact]
    public void A_collector_that_fails_degrades_its_node()
    {
        var health = Attic.Well.With("pi1", state => state with { FailedCollectors = ["hwmon: timed out"] }).HealthOf("pi1");

        Assert.Equal(HealthState.Degraded, health.State);
        Assert.Equal(["the agent on pi1 cannot read hwmon: timed out"], health.Reasons);
    }

    [Fact]
    public void A_present_node_on_a_dying_feed_is_degraded()
    {
        var health = Attic.Well.Feed("rack-ups", FeedCondition.OnBattery).HealthOf("pi1");

        Assert.Equal(HealthState.Degraded, health.State);
        Assert.Equal(["pi1 will lose its power: its feed rack-ups is on battery for 1m30s"], health.Reasons);
    }

    [Fact]
    public void A_present_node_on_a_living_feed_is_ok_while_another_feed_dies() =>
        Assert.Equal(HealthState.Ok, Attic.Well.Feed("desk-ups", FeedCondition.OnBattery).HealthOf("pi1").State);
}
