using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

public class SheddingComesEarly
{
    private static readonly LabConfig Two = LabOf(
        [Ups("u")], [Hub("hub", 10, "u"), Node("a", 10, "u"), Node("b", 10, "u")],
        [Service("s", ["a"], ["t"], tier: Tier.Edge), Service("t", ["b"])]);

    private static StopPlan Plan(ShedRule[] rules, string[] proven, double? charge = null, double now = 0) => StopPlanner.Plan(new StopPlanRequest
    {
        Lab = Two with { Policy = new PolicyConfig { Shed = [.. rules] } },
        Feeds = [Dying("u", 3600, at: now) with { ChargeRatio = charge }],
        Now = After(now),
        Generation = 1,
        ProvenStarts = [.. proven],
    });

    private static ShedRule AfterSeconds(Tier tier, int seconds) => new(tier, TimeSpan.FromSeconds(seconds), null);

    [Fact]
    public void A_tier_is_shed_after_its_time_on_battery_P23()
    {
        var step = Plan([AfterSeconds(Tier.Edge, 120)], ["a"]).StepOf("a")!;
        Assert.Equal((StopKind.Shed, After(120)), (step.Kind, step.Start));
        Assert.Equal("tier edge is shed 2m00s after the mains went", step.Reason);
        Assert.True(step.LatestStart > After(3000));
    }

    [Fact]
    public void Without_a_proven_start_it_stays_and_the_plan_says_why_P23()
    {
        var plan = Plan([AfterSeconds(Tier.Edge, 120)], []);
        Assert.Equal(StopKind.Commit, plan.StepOf("a")!.Kind);
        Assert.Contains("a would be shed early, but no drill has proved that it starts again, so it stays until its latest start.", plan.Notes);
    }

    [Theory]
    [InlineData(null, "Without a u carries 20 % less, of 200 W by ups.realpower: what that gains counts only after the UPS shows it.")]
    [InlineData(30.0, "Without a u carries 15 % less, of 200 W by ups.realpower: what that gains counts only after the UPS shows it.")]
    public void The_plan_says_what_an_early_stop_gains_by_the_meter_of_its_outlet_or_else_as_declared(double? metered, string note)
    {
        var lab = Two with
        {
            Nodes = [.. Two.Nodes.Select(node => node.Name == "a" ? node with { Watts = 40, Start = StartMethod.ByOutlet(new OutletPlace("u", 3)) } : node)],
            Policy = new PolicyConfig { Shed = [AfterSeconds(Tier.Edge, 120)] },
        };
        var feed = Dying("u", 3600) with { Load = new LoadInWatts(200, "ups.realpower"), Outlets = ImmutableSortedDictionary<int, OutletReading>.Empty.Add(3, new OutletReading(true, metered)) };
        var plan = StopPlanner.Plan(new StopPlanRequest { Lab = lab, Feeds = [feed], Now = Start, Generation = 1, ProvenStarts = ["a"] });
        Assert.Contains(note, plan.Notes);
    }

    [Fact]
    public void A_need_is_shed_only_together_with_everything_that_needs_it()
    {
        Assert.Equal(StopKind.Commit, Plan([AfterSeconds(Tier.Home, 60)], ["a", "b"]).StepOf("b")!.Kind);
        var both = Plan([AfterSeconds(Tier.Home, 60), AfterSeconds(Tier.Edge, 120)], ["a", "b"]);
        Assert.Equal((StopKind.Shed, After(120)), (both.StepOf("b")!.Kind, both.StepOf("b")!.Start));
        Assert.Contains("stop:a", both.StepOf("b")!.After);
    }

    [Fact]
    public void Nothing_is_shed_within_the_grace()
    {
        Assert.Equal(After(30), Plan([AfterSeconds(Tier.Edge, 5)], ["a"]).StepOf("a")!.Start);
        Assert.Equal(After(30), Plan([new ShedRule(Tier.Edge, null, 0.5)], ["a"], charge: 0.3, now: 10).StepOf("a")!.Start);
    }

    [Fact]
    public void Below_a_charge_it_is_shed_now()
    {
        Assert.Equal(StopKind.Commit, Plan([new ShedRule(Tier.Edge, null, 0.5)], ["a"], charge: 0.6, now: 100).StepOf("a")!.Kind);
        var step = Plan([new ShedRule(Tier.Edge, null, 0.5)], ["a"], charge: 0.4, now: 100).StepOf("a")!;
        Assert.Equal((StopKind.Shed, After(100)), (step.Kind, step.Start));
    }

    [Fact]
    public void A_rule_moves_a_start_earlier_and_never_later()
    {
        var step = Plan([AfterSeconds(Tier.Edge, 36000)], ["a"]).StepOf("a")!;
        Assert.Equal(StopKind.Commit, step.Kind);
        Assert.Equal(step.LatestStart - TimeSpan.FromSeconds(2), step.Start);
    }

    [Fact]
    public void The_coordinators_host_is_never_shed()
    {
        var lab = Two with { Services = [Service("s", ["hub"], tier: Tier.Edge)], Policy = new PolicyConfig { Shed = [AfterSeconds(Tier.Edge, 60)] } };
        var plan = StopPlanner.Plan(new StopPlanRequest { Lab = lab, Feeds = [Dying("u", 3600)], Now = Start, Generation = 1, ProvenStarts = ["hub"] });
        Assert.Equal(StopKind.Commit, plan.StepOf("hub")!.Kind);
    }
}
