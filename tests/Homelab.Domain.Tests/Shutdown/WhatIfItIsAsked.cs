using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

public class WhatIfItIsAsked
{
    private static (StopPlan Plan, Hypothesis Supposed) Ask(LabConfig lab, WhatIf whatIf, double? rack = 1200, double? desk = 1500)
    {
        var supposed = whatIf.On(lab, AtticFeeds(rack, desk));
        var plan = supposed.Plan(supposed.Request(Start, 1));
        Assert.All(PlanChecker.Check(supposed.Lab, supposed.Feeds, plan), finding => Assert.True(finding.Declared, finding.Sentence));
        return (plan, supposed);
    }

    private static WhatIf Lose(params string[] things) => new() { Lost = [.. things.Select(thing => WhatIf.ReadLost(thing, Attic).Thing!)] };

    [Fact]
    public void At_a_charge_a_battery_lasts_in_proportion()
    {
        var (plan, supposed) = Ask(Attic, new WhatIf { ChargeRatio = 0.3 });
        Assert.Equal([360.0, 450.0], supposed.Feeds.Where(feed => feed.IsDying).Select(feed => feed.Runtime!.Value.TotalSeconds));
        Assert.Equal(360, plan.Runtime!.Value.TotalSeconds);
    }

    [Fact]
    public void From_a_known_charge_it_is_reckoned_to_another()
    {
        var supposed = new WhatIf { ChargeRatio = 0.25 }.On(Attic, [Dying("rack-ups", 600) with { ChargeRatio = 0.5, RuntimeBasis = "reported by the UPS" }]);
        Assert.Equal(300, supposed.Feeds[0].Runtime!.Value.TotalSeconds);
        Assert.Equal("reported by the UPS, as if 25 % were left instead of 50 %", supposed.Feeds[0].RuntimeBasis);
    }

    [Fact]
    public void Behind_a_lost_switch_nobody_is_told_and_each_goes_by_its_lease_or_by_what_it_is_declared_to_do()
    {
        var (plan, supposed) = Ask(Attic, Lose("switch:core"));
        Assert.Equal(["nas", "pi1", "pi2"], supposed.Unreachable.Order());
        Assert.Contains("No order reaches pi1, pi2 and nas through core. Where a lease was given before the loss, it ends at the latest start.", plan.Notes);
        Assert.Contains("Without a lease pi2 stops by itself 2m00s after it last heard the coordinator (blind).", plan.Notes);
        Assert.Contains("Without a lease nas never learns of the outage: lab.yaml does not say what it does then (blind), so it runs until its power ends.", plan.Notes);
        Assert.Contains("rack-ups is read on nas, which is out of reach: the coordinator is blind for it, and what it knew of the runtime counts down.", plan.Notes);
        Assert.StartsWith("no order reaches it, so it goes by its lease, if it holds one: ", plan.StepOf("nas")!.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("no order", plan.StepOf("hub")!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Whom_no_order_reaches_and_whose_time_does_not_suffice_is_no_plan_that_fits()
    {
        var (fits, _) = Ask(Attic, Lose("switch:core"));
        Assert.True(fits.IsFeasible);

        var (plan, supposed) = Ask(Attic, Lose("switch:core"), rack: 60, desk: 60);
        var late = Assert.Single(plan.Budgets, budget => budget.Feed == "rack-ups").Lacks;
        Assert.True(late > TimeSpan.Zero);
        Assert.Contains(plan.Steps, step => supposed.Unreachable.Contains(step.Node) && step.LatestStart < Start);
        Assert.False(plan.IsFeasible);
        Assert.True(plan.Shortfall >= late);
    }

    [Fact]
    public void With_the_coordinators_host_the_orders_are_gone()
    {
        var (plan, supposed) = Ask(Attic, Lose("node:hub"));
        Assert.Null(plan.StepOf("hub"));
        Assert.Equal(["nas", "pi1", "pi2"], supposed.Unreachable.Order());
        Assert.Contains(plan.Notes, note => note.StartsWith("Nobody gives orders: the coordinator is gone with hub.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lost_node_takes_its_services_and_the_eyes_on_its_ups_along()
    {
        var (plan, _) = Ask(Attic, Lose("node:nas", "node:pi2"));
        Assert.Null(plan.StepOf("nas"));
        Assert.Contains("tank is down (0 of the 1 instances that it takes), and with it cloud and lab-k3s, which need it.", plan.Notes);
        Assert.Contains("dns keeps 1 of 2 instances, and 1 suffices.", plan.Notes);
        Assert.Contains("rack-ups is read on nas, which is off: the coordinator is blind for it, and what it knew of the runtime counts down.", plan.Notes);
    }

    [Fact]
    public void With_a_lost_feed_goes_at_once_what_hangs_on_it_alone()
    {
        var (plan, _) = Ask(Attic, Lose("feed:desk-ups"));
        Assert.Null(plan.StepOf("pi2"));
        Assert.NotNull(plan.StepOf("nas"));
        Assert.Equal(["rack-ups"], plan.DyingFeeds);
        Assert.Contains("Without desk-ups pi2 is off at once, without a stop.", plan.Notes);
    }

    [Theory]
    [InlineData("switch:cor", "The lab has no switch of that name to lose. It has core, desk.")]
    [InlineData("feed:wall", "The lab has no feed of that name to lose. It has rack-ups, desk-ups.")]
    [InlineData("nas", "What is lost is written as switch:NAME, node:NAME or feed:NAME.")]
    [InlineData("rack:nas", "What is lost is written as switch:NAME, node:NAME or feed:NAME.")]
    public void What_cannot_be_lost_is_said(string text, string error) => Assert.Equal((null, error), WhatIf.ReadLost(text, Attic));
}
