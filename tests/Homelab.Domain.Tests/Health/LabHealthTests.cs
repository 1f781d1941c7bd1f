using System.Collections.Immutable;
using Homelab.Domain.Health;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Health;

public sealed class LabHealthTests
{
    [Fact]
    public void A_lab_that_is_well_says_what_it_looked_at()
    {
        Assert.Equal(HealthState.Ok, Attic.Well.Whole().State);
        Assert.Equal(["5 nodes, 5 services and 3 feeds are well"], Attic.Well.Whole().Reasons);
    }

    [Fact]
    public void A_core_service_that_is_down_takes_the_lab_down()
    {
        var health = Attic.Well.Silent("nas", 40).Whole();

        Assert.Equal(HealthState.Down, health.State);
        Assert.Equal("core service tank is DOWN", health.Reasons[0]);
        Assert.Contains("node nas is DOWN", health.Reasons);
    }

    [Fact]
    public void An_edge_service_that_is_down_degrades_the_lab() =>
        Assert.Equal(HealthState.Degraded, Attic.Well.Silent("pi3", 40).Whole().State);

    [Fact]
    public void A_feed_on_battery_degrades_the_lab() =>
        Assert.Contains("feed desk-ups is on battery", Attic.Well.Feed("desk-ups", FeedCondition.OnBattery).Whole().Reasons);

    [Fact]
    public void Before_any_node_was_heard_the_lab_is_unknown() =>
        Assert.Equal(HealthState.Unknown, (Attic.Well with { Nodes = ImmutableDictionary<string, NodeState>.Empty }).Whole().State);

    [Fact]
    public void A_node_in_maintenance_leaves_the_lab_well() =>
        Assert.Equal(HealthState.Ok, Attic.Well.With("pi2", state => state with { MaintenanceLeft = TimeSpan.FromHours(1) }).Whole().State);

    [Fact]
    public void A_core_service_that_may_run_unseen_degrades_the_lab() =>
        Assert.Equal(HealthState.Degraded, Attic.Well.NeverHeard("nas").Whole().State);
}
