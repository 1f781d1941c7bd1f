using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

public class StopOrderFollowsNeeds
{
    private static StopPlan Plan(LabConfig lab, params Homelab.Domain.Power.FeedAssessment[] feeds) => StopPlanner.Plan(lab, [.. feeds], Start, 1);

    private static void Before(StopPlan plan, string first, string second)
    {
        var (one, two) = (plan.StepOf(first)!, plan.StepOf(second)!);
        Assert.Contains(one.Id, two.After);
        Assert.True(one.LatestStart + one.Duration <= two.LatestStart, $"{first} may still stop when {second} begins");
    }

    [Fact]
    public void A_consumer_is_off_before_what_it_needs_begins_to_stop()
    {
        var lab = LabOf([Ups("u")], [Node("web", 10, "u"), Node("db", 20, "u")], [Service("site", ["web"], ["sql"]), Service("sql", ["db"])]);
        var plan = Plan(lab, Dying("u", 600));
        Before(plan, "web", "db");
        Assert.True(plan.IsFeasible);
        Assert.Empty(plan.Dropped);
    }

    [Fact]
    public void Needs_reach_through_a_node_that_hosts_several_services()
    {
        // a needs x on m, and y on m needs z on c: x and y have nothing to do with each other, but m is one machine.
        var lab = LabOf(
            [Ups("u")],
            [Node("a", 10, "u"), Node("m", 10, "u"), Node("c", 10, "u")],
            [Service("one", ["a"], ["x"]), Service("x", ["m"]), Service("y", ["m"], ["z"]), Service("z", ["c"])]);
        var plan = Plan(lab, Dying("u", 600));
        Before(plan, "a", "m");
        Before(plan, "m", "c");
        Assert.True(plan.StepOf("a")!.LatestStart + TimeSpan.FromSeconds(20) <= plan.StepOf("c")!.LatestStart);
        Assert.Equal([1, 2, 3], plan.Steps.Select(step => step.Wave));
    }

    [Fact]
    public void One_instance_of_two_is_enough_and_the_other_may_go_first()
    {
        var lab = LabOf(
            [Ups("u")], [Node("a", 10, "u"), Node("d1", 10, "u"), Node("d2", 10, "u")],
            [Service("app", ["a"], ["dns"]), Service("dns", ["d1", "d2"], need: 1)]);
        var plan = Plan(lab, Dying("u", 600));
        Before(plan, "a", "d1");
        Assert.Empty(plan.StepOf("d2")!.After);
    }

    [Fact]
    public void An_instance_on_its_way_down_or_out_of_reach_is_not_the_one_that_outlives()
    {
        // d2 needs b, so it cannot outlive both dependents; d1 could, if it were not on its way.
        var lab = LabOf(
            [Ups("u")], [Node("a", 10, "u"), Node("b", 10, "u"), Node("d1", 10, "u"), Node("d2", 10, "u")],
            [Service("app", ["a"], ["dns"]), Service("sql", ["b"], ["dns"]), Service("zone", ["d2"], ["sql"]), Service("dns", ["d1", "d2"], need: 1)]);
        var request = new StopPlanRequest { Lab = lab, Feeds = [Dying("u", 600)], Now = Start, Generation = 1 };
        Before(StopPlanner.Plan(request), "a", "d1");
        Before(StopPlanner.Plan(request with { Stopping = ["d1"] }), "a", "d2");

        var pair = lab with { Services = [Service("app", ["a"], ["dns"]), Service("dns", ["d1", "d2"], need: 1)] };
        Before(StopPlanner.Plan(request with { Lab = pair }), "a", "d1");
        Before(StopPlanner.Plan(request with { Lab = pair, Unreachable = ["d1"] }), "a", "d2");
    }

    [Fact]
    public void The_attic_keeps_every_hard_edge_by_choosing_the_other_instance()
    {
        // The instance of dns on pi2 lives longer, but pi2 needs the nas, which needs dns.
        var plan = Plan(Attic, [.. AtticFeeds(rack: 1200, desk: 4000)]);
        Assert.Empty(plan.Dropped);
        Before(plan, "pi2", "nas");
        Before(plan, "nas", "pi1");
        Assert.Empty(PlanChecker.Check(Attic, AtticFeeds(1200, 4000), plan));
    }

    [Fact]
    public void Where_every_choice_closes_a_cycle_each_dependent_chooses_for_itself_and_only_one_edge_is_lost()
    {
        // x needs a, so a cannot use x; y needs b, so b cannot use y; and a on y with b on x closes the ring.
        var lab = LabOf(
            [Ups("u")],
            [Node("a", 10, "u"), Node("b", 10, "u"), Node("x", 10, "u"), Node("y", 10, "u")],
            [
                Service("s", ["x", "y"], need: 1),
                Service("on-a", ["a"], ["s"]), Service("on-b", ["b"], ["s"]),
                Service("on-x", ["x"], ["on-a"]), Service("on-y", ["y"], ["on-b"]),
            ]);
        var plan = Plan(lab, Dying("u", 600));
        Before(plan, "a", "y");
        Before(plan, "x", "a");
        Before(plan, "y", "b");
        Assert.Equal(("b", "x"), (Assert.Single(plan.Dropped).From, plan.Dropped[0].To));
    }

    [Fact]
    public void An_instance_that_stops_already_is_chosen_last()
    {
        var lab = LabOf(
            [Ups("u")], [Node("a", 10, "u"), Node("d1", 10, "u"), Node("d2", 10, "u")],
            [Service("app", ["a"], ["dns"]), Service("dns", ["d1", "d2"], need: 1)]);
        var plan = StopPlanner.Plan(new StopPlanRequest { Lab = lab, Feeds = [Dying("u", 600)], Now = Start, Generation = 1, Stopping = ["d1"] });
        Before(plan, "a", "d2");
        Assert.Empty(plan.StepOf("d1")!.After);
    }

    [Fact]
    public void To_one_that_stops_already_nothing_is_given_up_that_would_only_have_been_preferred()
    {
        var lab = LabOf([Ups("u")], [Node("a", 40, "u"), Node("d", 10, "u")], [Service("app", ["a"], prefers: ["dns"]), Service("dns", ["d"])]);
        var request = new StopPlanRequest { Lab = lab, Feeds = [Dying("u", 135)], Now = Start, Generation = 1 };
        var lost = Assert.Single(StopPlanner.Plan(request).Dropped);
        Assert.Equal(("a", "d"), (lost.From, lost.To));

        var plan = StopPlanner.Plan(request with { Stopping = ["d"] });
        Assert.True(plan.IsFeasible);
        Assert.Empty(plan.Dropped);
    }

    /// <summary>d2 needs a, so that a cannot wait for it; and d1 may outlive a.</summary>
    private static readonly LabConfig TwoOfWhichOneNeedsBack = LabOf(
        [Ups("u")], [Node("a", 10, "u"), Node("d1", 10, "u"), Node("d2", 10, "u")],
        [Service("app", ["a"], ["dns"]), Service("zone", ["d2"], ["app"], tier: Tier.Core), Service("dns", ["d1", "d2"], need: 1)]);

    [Fact]
    public void Who_counts_on_an_instance_that_is_off_is_told_that_its_order_is_lost()
    {
        var request = new StopPlanRequest { Lab = TwoOfWhichOneNeedsBack, Feeds = [Dying("u", 600)], Now = Start, Generation = 1 };
        Assert.Empty(StopPlanner.Plan(request).Dropped);

        var lost = Assert.Single(StopPlanner.Plan(request with { Stopping = ["d1"] }).Dropped);
        Assert.Equal(("a", "d2"), (lost.From, lost.To));
    }

    [Fact]
    public void And_so_is_who_counts_on_one_that_nobody_hears()
    {
        var plan = StopPlanner.Plan(new StopPlanRequest { Lab = TwoOfWhichOneNeedsBack, Feeds = [Dying("u", 600)], Now = Start, Generation = 1, Unreachable = ["d1"] });
        Before(plan, "a", "d1");
        Assert.Equal(("a", "d2"), (Assert.Single(plan.Dropped).From, plan.Dropped[0].To));
    }

    [Fact]
    public void A_choice_does_not_swing_with_the_noise_of_two_equal_batteries()
    {
        var lab = LabOf(
            [Ups("u"), Ups("v")], [Node("a", 10, "u", "v"), Node("d1", 10, "u"), Node("d2", 10, "v")],
            [Service("app", ["a"], ["dns"]), Service("dns", ["d1", "d2"], need: 1)]);
        Before(Plan(lab, Dying("u", 600), Dying("v", 601)), "a", "d1");
        Before(Plan(lab, Dying("u", 601), Dying("v", 600)), "a", "d1");
        Before(Plan(lab, Dying("u", 600), Dying("v", 1200)), "a", "d2");
    }

    [Fact]
    public void A_preference_orders_too_where_nothing_speaks_against_it()
    {
        var lab = LabOf([Ups("u")], [Node("a", 10, "u"), Node("b", 10, "u")], [Service("s", ["a"], prefers: ["t"]), Service("t", ["b"])]);
        Before(Plan(lab, Dying("u", 600)), "a", "b");
    }

    [Fact]
    public void A_preference_gives_way_to_a_need_without_a_word()
    {
        var lab = LabOf(
            [Ups("u")], [Node("a", 10, "u"), Node("b", 10, "u")],
            [Service("s", ["a"], prefers: ["t"]), Service("t", ["b"], needs: ["s"])]);
        var plan = Plan(lab, Dying("u", 600));
        Before(plan, "b", "a");
        Assert.Empty(plan.Dropped);
    }

    [Fact]
    public void A_cycle_is_broken_at_the_lower_tier_and_named()
    {
        var lab = LabOf(
            [Ups("u")], [Node("a", 10, "u"), Node("b", 10, "u")],
            [
                Service("low", ["a"], ["base"], tier: Tier.Edge), Service("base", ["b"], tier: Tier.Core),
                Service("high", ["b"], ["store"], tier: Tier.Core), Service("store", ["a"], tier: Tier.Edge),
            ]);
        var plan = Plan(lab, Dying("u", 600));
        Before(plan, "b", "a");
        var dropped = Assert.Single(plan.Dropped);
        Assert.Equal(("a", "b"), (dropped.From, dropped.To));
        Assert.Contains("low on a needs base on b", dropped.Reason, StringComparison.Ordinal);
        Assert.All(PlanChecker.Check(lab, [Dying("u", 600)], plan), finding => Assert.True(finding.Declared, finding.Sentence));
    }

    [Fact]
    public void A_choice_of_a_higher_tier_breaks_a_cycle_at_the_lower_tier()
    {
        // Both instances need the one that chooses, for the sake of the lowest tier.
        var lab = LabOf(
            [Ups("u")], [Node("a", 10, "u"), Node("x", 10, "u"), Node("y", 10, "u")],
            [
                Service("s", ["x", "y"], need: 1),
                Service("top", ["a"], ["s"], tier: Tier.Core),
                Service("low", ["x", "y"], ["top"], tier: Tier.Edge),
            ]);
        var plan = Plan(lab, Dying("u", 600));
        Before(plan, "a", "x");
        Before(plan, "y", "a");
        Assert.Equal(("x", "a"), (Assert.Single(plan.Dropped).From, plan.Dropped[0].To));
    }

    [Fact]
    public void The_higher_of_two_tiers_holds_an_edge_that_both_give()
    {
        // 60 s to stop one after the other in 45 s: the edge from a core service outlasts the one from an edge service.
        var lab = LabOf(
            [Ups("u")], [Node("a", 20, "u"), Node("b", 20, "u"), Node("c", 20, "u")],
            [
                Service("e", ["a"], ["t"], tier: Tier.Edge), Service("f", ["a"], ["t2"], tier: Tier.Core),
                Service("t", ["b"]), Service("t2", ["b"]),
                Service("g", ["b"], ["t3"], tier: Tier.Edge), Service("t3", ["c"]),
            ]) with { Policy = new PolicyConfig { Margin = TimeSpan.Zero } };
        var plan = Plan(lab, Dying("u", 75));
        Before(plan, "a", "b");
        Assert.Equal(("b", "c"), (Assert.Single(plan.Dropped).From, plan.Dropped[0].To));
    }

    [Fact]
    public void The_upsds_host_stops_after_all_and_before_the_coordinators_P17_P26()
    {
        var lab = LabOf([Ups("u", "box.lan")], [Hub("hub", 10, "u"), Node("box", 10, "u"), Node("a", 10, "u"), Node("b", 10, "u")]);
        var plan = Plan(lab, Dying("u", 600));
        Before(plan, "a", "box");
        Before(plan, "b", "box");
        Before(plan, "box", "hub");
        Assert.Equal("hub", plan.Steps[^1].Node);
    }

    [Fact]
    public void What_hangs_on_a_battery_of_a_node_stops_before_that_node_and_nothing_else_waits_for_it_P17()
    {
        var lab = LabOf(
            [Ups("u"), new FeedConfig { Name = "hat", PowerSupply = new PowerSupplySource("BAT0", "pi") }],
            [Hub("hub", 10, "u"), Node("pi", 10, "hat"), Node("cam", 10, "hat"), Node("a", 10, "u")]);
        var plan = Plan(lab, Dying("u", 600), Dying("hat", 600));
        Before(plan, "cam", "pi");
        Before(plan, "pi", "hub");
        Assert.DoesNotContain("stop:a", plan.StepOf("pi")!.After);
        Assert.Empty(PlanChecker.Check(lab, [Dying("u", 600), Dying("hat", 600)], plan));
    }

    [Fact]
    public void On_a_shorter_ups_the_coordinator_is_last_on_its_own_feed_P26()
    {
        var lab = LabOf([Ups("short", "hub.lan"), Ups("long")], [Hub("hub", 10, "short"), Node("near", 10, "short"), Node("far", 10, "long")]);
        var plan = Plan(lab, Dying("short", 300), Dying("long", 3000));
        Before(plan, "near", "hub");
        Assert.DoesNotContain("stop:far", plan.StepOf("hub")!.After);
        Assert.True(plan.StepOf("far")!.LatestStart > After(2900));
        Assert.Empty(PlanChecker.Check(lab, [Dying("short", 300), Dying("long", 3000)], plan));
    }

    [Fact]
    public void An_instance_on_line_serves_where_it_is_heard_and_keeps_nobody_where_it_is_not()
    {
        var lab = LabOf(
            [Ups("u"), Ups("v")],
            [Node("web", 20, "u"), Node("nas", 20, "u"), Node("box", 20, "v")],
            [Service("site", ["web"], needs: ["files"]), Service("files", ["nas", "box"], need: 1)]);
        var request = new StopPlanRequest { Lab = lab, Feeds = [Dying("u", 600), OnLine("v")], Now = Start, Generation = 1 };
        Assert.Empty(StopPlanner.Plan(request).StepOf("nas")!.After);
        Before(StopPlanner.Plan(request with { Unreachable = ["box"] }), "web", "nas");
    }

    [Fact]
    public void A_lab_of_hundreds_of_nodes_keeps_every_order()
    {
        var nodes = Enumerable.Range(0, 300).Select(i => Node($"n{i:000}", 5 + (i % 7), "u")).Prepend(Hub("hub", 30, "u"));
        var services = Enumerable.Range(0, 900)
            .Select(i => Service($"s{i}", [$"n{(i * 7) % 300:000}"], needs: i % 300 < 30 ? [] : [$"s{(i % 300) - 30}", $"s{(i % 300) - 23}"]))
            .ToList();
        var lab = LabOf([Ups("u")], nodes, services);
        var plan = Plan(lab, Dying("u", 36000));
        Assert.True(plan.IsFeasible);
        Assert.All(PlanChecker.Check(lab, [Dying("u", 36000)], plan), finding => Assert.True(finding.Declared, finding.Sentence));
    }
}
