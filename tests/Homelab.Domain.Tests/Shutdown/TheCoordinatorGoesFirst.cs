using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P26: the coordinator's host is on a shorter UPS than others. It is last on its own, and leaves the others what they need.</summary>
public class TheCoordinatorGoesFirst
{
    /// <summary>The hub and web on a short UPS, which is not to be emptied, far on a long one.</summary>
    private static readonly LabConfig Lab = LabOf(
        [Ups("u", "elsewhere.lan") with { Triggers = new TriggerConfig { OnBattery = TimeSpan.FromSeconds(60) } }, Ups("v", "far.lan")],
        [
            Hub("hub", 10, "u") with { Switch = "core" }, Node("web", 20, "u") with { Switch = "core" },
            Node("far", 20, "v") with { Switch = "core" },
        ],
        [],
        [new SwitchConfig { Name = "core", Feeds = ["v"] }]);

    private static EngineHarness Played(Func<OutageEffect, OutageEffect?>? filter = null, double until = 1190)
    {
        var lab = new EngineHarness(Lab, agentsReadFeeds: true, ("u", 400), ("v", 1200));
        lab.Filter = filter ?? lab.Filter;
        lab.At(10, it => it.Ups("u").Turn("OB DISCHRG")).At(10, it => it.Ups("v").Turn("OB DISCHRG"));
        return lab.RunUntil(until);
    }

    private static double At(EngineHarness lab, string node) => lab.SecondsOf(lab.Stops.First(stop => stop.Node == node).At);

    [Fact]
    public void It_is_last_on_its_own_feed_and_the_rest_goes_by_its_last_lease_when_its_own_time_has_come()
    {
        var lab = Played();
        Assert.Equal(["web", "hub", "far"], lab.Stops.Select(stop => stop.Node));
        Assert.Equal("lease", lab.Stops[^1].Cause);
        Assert.InRange(At(lab, "far"), 1000, 1140);
    }

    [Fact]
    public void With_the_leases_acknowledged_it_goes_as_soon_as_what_it_waits_for_is_over() => Assert.InRange(At(Played(), "hub"), 85, 110);

    [Fact]
    public void An_agent_that_is_alone_is_not_bound_by_the_battery_of_the_coordinators_host() =>
        Assert.Equal(["v"], PlanPosition.Of(Lab)["far"].Feeds.Select(feed => feed.Name));

    [Fact]
    public void Without_the_acknowledgement_it_waits_to_its_latest_start_and_says_who_is_left()
    {
        // No lease reaches far.
        var lab = Played(effect => effect is OutageEffect.RenewLease { Node: "far" } ? null : effect, until: 345);
        var ordered = lab.Journal.Single(entry => entry is { Node: "hub", Transition: SequenceTransition.StepOrdered });
        Assert.EndsWith("; far has not acknowledged the last lease, and the time is over", ordered.Detail, StringComparison.Ordinal);
        Assert.InRange(lab.SecondsOf(ordered.At), 338, 341);
    }
}
