using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

public class PlansFitTheBattery
{
    private static readonly PolicyConfig NoMargin = new() { Margin = TimeSpan.Zero };

    private static StopPlan Plan(LabConfig lab, params FeedAssessment[] feeds) => StopPlanner.Plan(lab, [.. feeds], Start, 1);

    private static double Latest(StopPlan plan, string node) => (plan.StepOf(node)!.LatestStart - Start).TotalSeconds;

    [Fact]
    public void A_stop_ends_a_margin_before_the_battery_is_empty()
    {
        var plan = Plan(LabOf([Ups("u")], [Node("a", 40, "u")]), Dying("u", 600));
        Assert.Equal(500, Latest(plan, "a"), 3);
        Assert.Equal("u is empty in 10m00s; 40s to stop and 1m00s to spare come off", plan.Steps[0].Reason);
    }

    [Fact]
    public void A_learned_stop_counts_instead_of_the_declared_one_P21()
    {
        var lab = LabOf([Ups("u")], [Node("a", 40, "u")]);
        var plan = StopPlanner.Plan(new StopPlanRequest
        {
            Lab = lab, Feeds = [Dying("u", 600)], Now = Start, Generation = 1,
            LearnedStops = System.Collections.Immutable.ImmutableDictionary<string, LearnedStop>.Empty.Add("a", new LearnedStop(TimeSpan.FromSeconds(100), "a stop took that long")),
        });
        Assert.Equal(440, Latest(plan, "a"), 3);
    }

    [Fact]
    public void A_node_on_two_batteries_dies_with_the_last()
    {
        var plan = Plan(LabOf([Ups("u"), Ups("v")], [Node("a", 40, "u", "v")]), Dying("u", 600), Dying("v", 900));
        Assert.Equal(800, Latest(plan, "a"), 3);
        Assert.Equal(["u", "v"], plan.DyingFeeds);
    }

    [Fact]
    public void A_node_with_a_feed_on_line_is_not_in_the_plan_P24()
    {
        var plan = Plan(LabOf([Ups("u"), Ups("v")], [Node("a", 40, "u", "v"), Node("b", 10, "v")]), Dying("u", 600), OnLine("v"));
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void The_mains_as_second_feed_lengthen_nothing_P15()
    {
        var plan = Plan(LabOf([Ups("u"), Mains("wall")], [Node("a", 40, "u", "wall")]), Dying("u", 600), Wall("wall"));
        Assert.Equal(500, Latest(plan, "a"), 3);
    }

    [Fact]
    public void A_feed_of_which_nothing_is_known_lengthens_nothing_and_triggers_nothing_P15()
    {
        var lab = LabOf([Ups("u"), Ups("v")], [Node("a", 40, "u", "v"), Node("b", 40, "v")]);
        var plan = Plan(lab, Dying("u", 600), Unknown("v"));
        Assert.Equal("a", Assert.Single(plan.Steps).Node);
        Assert.Equal(500, Latest(plan, "a"), 3);
    }

    [Fact]
    public void A_battery_that_tells_nothing_lengthens_no_life_beside_one_that_does()
    {
        var plan = Plan(LabOf([Ups("u"), Ups("v")], [Node("a", 40, "u", "v")]), Dying("u", 600), Dying("v", null));
        Assert.Equal(500, Latest(plan, "a"), 3);
    }

    [Fact]
    public void Without_a_runtime_the_whole_order_starts_as_soon_as_the_grace_is_over()
    {
        // Long enough that the drift between ten stops would eat the assumed end, if it were assumed too early.
        var nodes = Enumerable.Range(0, 10).Select(i => Node($"n{i}", 60, "u")).ToList();
        var services = Enumerable.Range(0, 10).Select(i => Service($"s{i}", [$"n{i}"], i == 9 ? [] : [$"s{i + 1}"]));
        var plan = Plan(LabOf([Ups("u")], nodes, services), Dying("u", null));
        Assert.True(plan.IsFeasible);
        Assert.Empty(plan.Dropped);
        Assert.Equal(30, Latest(plan, "n0"), 1);
        Assert.Contains("u tells no runtime: it is taken to last as long as the order needs.", plan.Notes);
        Assert.Null(plan.Runtime);
    }

    [Fact]
    public void What_is_assumed_of_an_unknown_runtime_does_not_move_with_the_clock()
    {
        var lab = LabOf([Ups("u")], [Node("a", 60, "u"), Node("b", 60, "u")], [Service("s", ["a"], ["t"]), Service("t", ["b"])]);
        var first = StopPlanner.Plan(lab, [Dying("u", null)], Start, 1);
        var later = StopPlanner.Plan(lab, [Dying("u", null)], After(25), 2);
        Assert.Equal(first.StepOf("b")!.LatestStart, later.StepOf("b")!.LatestStart);
    }

    [Fact]
    public void And_counts_a_stop_from_when_it_began()
    {
        var lab = LabOf([Ups("u")], [Node("a", 60, "u"), Node("b", 60, "u")], [Service("s", ["a"], ["t"]), Service("t", ["b"])]);
        var request = new StopPlanRequest { Lab = lab, Feeds = [Dying("u", null)], Now = After(80), Generation = 1, Stopping = ["a"] };
        Assert.InRange(Latest(StopPlanner.Plan(request), "b"), 90, 93);
        Assert.InRange(Latest(StopPlanner.Plan(request with { Began = request.Began.Add("a", After(70)) }), "b"), 130, 133);
    }

    [Fact]
    public void An_unknown_runtime_costs_nobody_an_order_whatever_the_clocks_say()
    {
        var random = new Random(7);
        for (var seed = 0; seed < 300; seed++)
        {
            var drawn = new RandomLab(seed);
            var now = new Moment(Start.Nanoseconds + random.Next(1, 29) * 1_000_000_007L);
            var feeds = drawn.Lab.Feeds.Where(feed => !feed.IsMains)
                .Select(feed => Dying(feed.Name, null) with { OnBatterySince = new Moment(Start.Nanoseconds + random.Next(2_000_000_000)) });
            var plan = StopPlanner.Plan(drawn.Lab, [.. feeds], now, 1);
            Assert.True(plan.IsFeasible, $"lab {seed}");
            Assert.DoesNotContain(plan.Dropped, edge => edge.Reason.Contains("lack", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_the_whole_order_needs_is_said_before_any_of_it_is_given_up()
    {
        var lab = LabOf(
            [Ups("u")], [Node("a", 200, "u"), Node("b", 200, "u")], [Service("s", ["a"], ["t"]), Service("t", ["b"])]);
        var plan = Plan(lab, Dying("u", 420));
        Assert.NotEmpty(plan.Dropped);

        // 30 s of grace, 200 s and 200 s with the drift between them, 60 s of margin.
        var budget = Assert.Single(plan.Budgets);
        Assert.Equal(("u", 420.0), (budget.Feed, budget.Given!.Value.TotalSeconds));
        Assert.Equal((230 / 0.98) + 260, budget.Needed.TotalSeconds, 2);
        Assert.Equal(budget.Needed - budget.Given, plan.Shortfall);
    }

    [Fact]
    public void A_feed_of_which_nothing_is_known_is_named()
    {
        var plan = Plan(LabOf([Ups("u"), Ups("v")], [Node("a", 40, "u", "v")]), Dying("u", 600), Unknown("v"));
        Assert.Equal(["v"], plan.UnknownFeeds);
        Assert.Contains("Nothing is known of v: it is counted neither as lost nor as a help.", plan.Notes);
    }

    [Fact]
    public void Nothing_is_ordered_within_the_grace_where_the_battery_lasts_beyond_it()
    {
        // The margin cannot be kept, the battery can.
        var plan = Plan(LabOf([Ups("u")], [Node("a", 40, "u")]), Dying("u", 80));
        Assert.Equal(30, Latest(plan, "a"), 3);
        Assert.False(plan.IsFeasible);
        Assert.StartsWith("the time does not suffice: after the grace u has no 40s to stop and 1m00s to spare", plan.Steps[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_battery_that_does_not_last_the_grace_is_not_waited_for()
    {
        var plan = Plan(LabOf([Ups("u")], [Node("a", 40, "u")]), Dying("u", 45));
        Assert.Equal(0, Latest(plan, "a"), 3);
    }

    [Fact]
    public void The_grace_counts_time_on_battery_and_not_time_on_line_between_P18()
    {
        // Since 20 s, of which 12 s on battery.
        var flapped = Dying("u", 40, at: 20) with { OnBatteryFor = TimeSpan.FromSeconds(12) };
        var plan = StopPlanner.Plan(LabOf([Ups("u")], [Node("a", 1, "u")]), [flapped], After(20), 1);
        Assert.Equal(38, Latest(plan, "a"), 3);
    }

    [Theory]
    [InlineData(FeedCondition.LowBattery)]
    [InlineData(FeedCondition.ForcedShutdown)]
    public void At_low_battery_what_nobody_needs_starts_now_and_the_rest_in_its_wake(FeedCondition condition)
    {
        var lab = LabOf([Ups("u")], [Node("a", 10, "u"), Node("b", 10, "u")], [Service("s", ["a"], ["t"]), Service("t", ["b"])]);
        var plan = StopPlanner.Plan(lab, [Dying("u", 600, at: 5, condition)], After(5), 1);
        Assert.Equal(After(5), plan.StepOf("a")!.Start);
        Assert.Contains("low battery", plan.StepOf("a")!.Reason, StringComparison.Ordinal);
        Assert.Equal(530, Latest(plan, "b"), 3);
        Assert.Equal(StopKind.Commit, plan.StepOf("b")!.Kind);
        Assert.Empty(plan.Dropped);
    }

    [Fact]
    public void Soft_edges_are_given_up_first_then_the_lowest_tier()
    {
        var lab = LabOf(
            [Ups("u")],
            [Node("a", 20, "u"), Node("b", 20, "u"), Node("c", 20, "u"), Node("d", 20, "u")],
            [
                Service("sa", ["a"], prefers: ["sb"], tier: Tier.Core), Service("sb", ["b"], ["sc"], tier: Tier.Edge),
                Service("sc", ["c"], ["sd"], tier: Tier.Core), Service("sd", ["d"], tier: Tier.Core),
            ]) with { Policy = NoMargin };

        static IEnumerable<string> Dropped(StopPlan plan) => plan.Dropped.Select(edge => edge.From + edge.To);
        Assert.Empty(Plan(lab, Dying("u", 130)).Dropped);
        Assert.Equal(["ab"], Dropped(Plan(lab, Dying("u", 110))));
        Assert.Equal(["bc"], Dropped(Plan(lab, Dying("u", 72))).Except(["ab"]));
        Assert.Equal(["ab", "bc", "cd"], Dropped(Plan(lab, Dying("u", 60))).Order());
    }

    [Fact]
    public void At_the_end_of_that_road_everything_goes_at_once()
    {
        var lab = LabOf(
            [Ups("u")], [Hub("hub", 30, "u"), Node("a", 30, "u"), Node("b", 30, "u")],
            [Service("s", ["a"], ["t"], tier: Tier.Core), Service("t", ["b"], tier: Tier.Core)]);
        var plan = Plan(lab, Dying("u", 35));
        Assert.All(plan.Steps, step => Assert.Equal(Start, step.LatestStart));
        Assert.All(plan.Steps, step => Assert.Empty(step.After));
        Assert.Equal(3, plan.Dropped.Length);
        Assert.All(PlanChecker.Check(lab, [Dying("u", 35)], plan), finding => Assert.True(finding.Declared, finding.Sentence));
    }

    [Fact]
    public void What_fits_is_taken_back()
    {
        // One chain of the tier is too long, the other fits.
        var lab = LabOf(
            [Ups("u")], [Node("a", 50, "u"), Node("b", 50, "u"), Node("x", 5, "u"), Node("y", 5, "u")],
            [Service("sa", ["a"], ["sb"]), Service("sb", ["b"]), Service("sx", ["x"], ["sy"]), Service("sy", ["y"])]) with { Policy = NoMargin };
        var plan = Plan(lab, Dying("u", 100));
        Assert.Equal(("a", "b"), (Assert.Single(plan.Dropped).From, plan.Dropped[0].To));
        Assert.Contains("stop:x", plan.StepOf("y")!.After);
        Assert.Contains("lack for the whole order", plan.Dropped[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_node_that_cannot_make_it_does_not_loosen_the_order_of_those_that_can()
    {
        // "slow" lacks five minutes whatever is given up. That must not excuse others from being late by less.
        var lab = LabOf(
            [Ups("u")], [Node("slow", 400, "u"), Node("a", 40, "u"), Node("b", 40, "u")],
            [Service("sa", ["a"], ["sb"], tier: Tier.Edge), Service("sb", ["b"]), Service("sl", ["slow"])]) with { Policy = NoMargin };
        var plan = Plan(lab, Dying("u", 100));
        Assert.Equal("a", Assert.Single(plan.Dropped).From);
        Assert.All(["a", "b"], node => Assert.True(plan.StepOf(node)!.LatestStart >= After(30)));
    }

    [Fact]
    public void Another_feeds_order_is_untouched()
    {
        var lab = LabOf(
            [Ups("u"), Ups("v")],
            [Node("a", 50, "u"), Node("b", 50, "u"), Node("c", 50, "v"), Node("d", 50, "v")],
            [
                Service("sa", ["a"], ["sb"], tier: Tier.Core), Service("sb", ["b"]),
                Service("sc", ["c"], prefers: ["sd"], tier: Tier.Edge), Service("sd", ["d"]),
            ]) with { Policy = NoMargin };
        var plan = Plan(lab, Dying("u", 90), Dying("v", 900));
        Assert.Equal("a", Assert.Single(plan.Dropped).From);
        Assert.Contains("stop:c", plan.StepOf("d")!.After);
    }

    [Fact]
    public void A_node_that_hears_nothing_costs_nobody_its_order()
    {
        // It goes by its lease. That its start has passed while it cannot be told is no lack of time.
        var lab = LabOf([Ups("u")], [Node("a", 60, "u"), Node("b", 60, "u")], [Service("s", ["a"], ["t"]), Service("t", ["b"])]);
        var request = new StopPlanRequest { Lab = lab, Feeds = [Dying("u", 600)], Now = After(430), Generation = 9, Unreachable = ["a"] };
        Assert.Contains("stop:a", StopPlanner.Plan(request).StepOf("b")!.After);
        Assert.NotEmpty(StopPlanner.Plan(request with { Unreachable = [] }).Dropped);
    }

    [Fact]
    public void An_order_starts_before_a_switch_on_its_way_goes_dark()
    {
        var lab = LabOf(
            [Ups("u"), Ups("v")], [Hub("hub", 10, "v") with { Switch = "core" }, Node("a", 10, "v") with { Switch = "leaf" }], [],
            [new SwitchConfig { Name = "core", Feeds = ["v"] }, new SwitchConfig { Name = "leaf", Feeds = ["u"], Behind = "core" }]);
        var plan = Plan(lab, Dying("u", 300), Dying("v", 3000));
        Assert.Equal(240, Latest(plan, "a"), 3);
        Assert.Equal("the order must pass switch leaf before it goes dark", plan.StepOf("a")!.Reason);
        Assert.Empty(PlanChecker.Check(lab, [Dying("u", 300), Dying("v", 3000)], plan));
    }
}
