using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Two feeds die in turn (P15), and some feeds are taken down by others (P16).</summary>
public class LoadMovesToWhatIsLeft
{
    private static LabConfig Lab(double? shared = 200, double? first = 400, double? second = 400) => LabOf(
        [Ups("u") with { RatingWatts = first }, Ups("v") with { RatingWatts = second }],
        [Node("both", 40, "u", "v") with { Watts = shared }, Node("left", 10, "u") with { Watts = 50 }, Node("right", 10, "v") with { Watts = 100 }]);

    private static StopPlan Plan(LabConfig lab, params FeedAssessment[] feeds)
    {
        var plan = StopPlanner.Plan(lab, [.. feeds], Start, 1);
        Assert.Empty(PlanChecker.Check(lab, [.. feeds], plan));
        return plan;
    }

    private static LoadInWatts Carries(double watts, string basis = "ups.realpower") => new(watts, basis);

    private static double Latest(StopPlan plan, string node) => (plan.StepOf(node)!.LatestStart - Start).TotalSeconds;

    [Fact]
    public void What_is_left_lasts_shorter_under_the_load_that_moves_to_it()
    {
        // 100 W until 600 s, then 300 W: of the other 300 s, 300 * (1/3)^1.2 remain.
        var plan = Plan(Lab(), Dying("u", 600), Dying("v", 900) with { Load = Carries(100) });
        Assert.Equal(600 + (300 * Math.Pow(1 / 3.0, 1.2)) - 100, Latest(plan, "both"), 2);
        Assert.Contains(plan.Notes, note => note.Contains("shorter by 3m40s for the 200 W that move to it when u is empty (100 W before, by ups.realpower)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_feed_that_this_overloads_dies_with_the_first()
    {
        var plan = Plan(Lab(shared: 350), Dying("u", 600), Dying("v", 900) with { Load = Carries(100) });
        Assert.Equal([500, 530], new[] { Latest(plan, "both"), Latest(plan, "right") });
        Assert.Contains(plan.Notes, note => note.Contains("it dies with u: the 350 W that then move to it make 450 W (100 W before, by ups.realpower), and it carries 400 W", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_reading_what_is_declared_of_the_others_on_it_counts()
    {
        var plan = Plan(Lab(second: null), Dying("u", 600), Dying("v", 900));
        Assert.Equal(600 + (300 * Math.Pow(1 / 3.0, 1.2)) - 100, Latest(plan, "both"), 2);
        Assert.Contains("Whether v carries 300 W when u is empty, nobody knows: its watts are not declared.", plan.Notes);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(625, true)]
    [InlineData(700, false)]
    public void What_moved_from_an_empty_feed_counts_until_a_reading_shows_it(double read, bool counts)
    {
        // u was empty at 600 s, as it was reckoned; now it is 800 s, and v was last read before that, within the margin of it, or since.
        var now = Start + TimeSpan.FromSeconds(800);
        var u = Dying("u", 800, at: 800) with { EmptySince = Start + TimeSpan.FromSeconds(600), IsStale = true };
        var v = Dying("v", 1500, at: 800) with { Load = Carries(100), LastReading = Start + TimeSpan.FromSeconds(read) };
        var plan = StopPlanner.Plan(Lab(), [u, v], now, 1);
        Assert.Equal((counts ? 600 + (900 * Math.Pow(1 / 3.0, 1.2)) : 1500) - 70, Latest(plan, "right"), 2);
    }

    [Fact]
    public void What_a_feed_is_measured_to_carry_is_the_most_that_moves_from_it()
    {
        // 200 W are declared of what hangs on both, and u carries 50 W of it and of all else.
        var plan = Plan(Lab(), Dying("u", 600) with { Load = Carries(50) }, Dying("v", 900) with { Load = Carries(100) });
        Assert.Equal(600 + (300 * Math.Pow(100 / 150.0, 1.2)) - 100, Latest(plan, "both"), 2);
        Assert.Contains(plan.Notes, note => note.Contains("for the 50 W as measured that move to it when u is empty", StringComparison.Ordinal));
    }

    [Fact]
    public void A_measured_load_is_reckoned_with_where_nothing_is_declared()
    {
        var plan = Plan(Lab(shared: null), Dying("u", 600) with { Load = Carries(100) }, Dying("v", 900) with { Load = Carries(100) });
        Assert.Equal(600 + (300 * Math.Pow(1 / 2.0, 1.2)) - 100, Latest(plan, "both"), 2);
        Assert.DoesNotContain(plan.Notes, note => note.Contains("not reckoned", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_UPS_says_that_it_carries_counts_where_the_lab_file_says_nothing()
    {
        var plan = Plan(Lab(second: null), Dying("u", 600), Dying("v", 900) with { Load = Carries(150), NominalWatts = 300 });
        Assert.Equal(500, Latest(plan, "both"));
        Assert.Contains(plan.Notes, note => note.Contains("make 350 W (150 W before, by ups.realpower), and it carries 300 W", StringComparison.Ordinal));
    }

    [Fact]
    public void The_UPSes_own_watts_win_over_a_part_of_the_declared_rating()
    {
        var feed = Ups("v") with { RatingWatts = 1000 };
        var state = FeedState.NeverHeard.Observe(new FeedAnswered(Start, UpsVariables.Read(new Dictionary<string, string> { ["ups.status"] = "OB", ["ups.load"] = "30", ["ups.realpower"] = "180" }, [])), new PolicyConfig());
        Assert.Equal(Carries(180), FeedAssessor.Assess(feed, new PolicyConfig(), state, Start).Load);
    }

    [Fact]
    public void Leases_take_the_watts_of_the_greatest_load_that_was_seen_P8()
    {
        var battery = BatteryRecord.Empty with { Days = [new FeedDay(new DateOnly(2026, 3, 1), 0, 0, 0.6)] };
        var state = FeedState.NeverHeard.Observe(new FeedAnswered(Start, UpsVariables.Read(new Dictionary<string, string> { ["ups.status"] = "OB", ["ups.load"] = "30", ["ups.realpower"] = "180" }, [])), new PolicyConfig());
        var seen = FeedAssessor.Assess(Ups("v"), new PolicyConfig(), state, Start, battery);
        Assert.Equal((180, 360), (seen.Load!.Watts, seen.WorstLoad!.Watts));
    }

    [Fact]
    public void What_nobody_knows_changes_nothing_and_is_said()
    {
        var plan = Plan(Lab(shared: null), Dying("u", 600), Dying("v", 900));
        Assert.Equal(800, Latest(plan, "both"), 2);
        Assert.Contains("When u is empty, both draws from v alone: what that costs it is not reckoned, for the watts of both are not declared.", plan.Notes);
    }

    /// <summary>300 W and 200 W are too much for v: it would die with u.</summary>
    [Theory]
    [InlineData(true, 800)]
    [InlineData(false, 100 - 70)]
    public void What_is_empty_has_moved_already_unless_it_still_answers(bool isSilent, double latest)
    {
        var plan = StopPlanner.Plan(Lab(), [Dying("u", 100, at: 100) with { IsStale = isSilent }, Dying("v", 900, at: 100) with { Load = Carries(300) }], After(100), 1);
        Assert.Equal(latest, Latest(plan, "both"), 2);
    }

    [Fact]
    public void A_ups_that_carries_less_than_hangs_on_it_is_named()
    {
        var plan = StopPlanner.Plan(Lab(second: 250), [Dying("u", 600), Dying("v", 900)], Start, 1);
        Assert.Contains("v carries 250 W, and what hangs on it may draw 300 W: when it carries all of it alone, it may switch off.", plan.Notes);
        Assert.Equal(LabCodes.UpsOverloaded, Assert.Single(LabValidation.Check(Lab(second: 250)), finding => finding.Path == "feeds.v.watts").Code);
    }

    [Fact]
    public void A_feed_with_other_NUT_clients_counts_to_low_battery_only_P16()
    {
        // Of a thousand seconds the last fifth is low battery.
        var feed = Dying("u", 1000) with { Logins = ["10.0.0.9"], ChargeRatio = 1, RuntimeBasis = "reported by the UPS" };
        var plan = Plan(LabOf([Ups("u")], [Node("a", 40, "u")]), feed);
        Assert.Equal(700, Latest(plan, "a"), 2);
        Assert.Contains(
            "The runtime of u is counted to low battery only, 13m20s away: NUT clients of others (10.0.0.9) act then and may cut it, whatever is planned; to the last it is 16m40s, reported by the UPS.",
            plan.Notes);
    }

    [Theory]
    [InlineData(FeedCondition.LowBattery)]
    [InlineData(FeedCondition.ForcedShutdown)]
    public void From_low_battery_on_it_counts_for_nothing_and_who_has_another_feed_goes_by_that_P16(FeedCondition condition)
    {
        var plan = Plan(LabOf([Ups("u"), Ups("v")], [Node("a", 40, "u", "v")]), Dying("u", 1000, condition: condition) with { Logins = ["10.0.0.9"] }, Dying("v", 300));
        Assert.Equal(200, Latest(plan, "a"), 2);
    }

    [Theory]
    [InlineData(200, 300)]
    [InlineData(350, 0)]
    public void What_counts_for_nothing_still_carries_its_load_and_that_moves_when_others_cut_it_P15_P16(double shared, double rest)
    {
        // At low battery u may be cut at any moment: from now on v is reckoned to carry both, and dies with u where that is too much.
        var u = Dying("u", 500, condition: FeedCondition.LowBattery) with { Logins = ["10.0.0.9"], Load = Carries(400) };
        ImmutableArray<FeedAssessment> feeds = [u, Dying("v", 900) with { Load = Carries(100) }];
        var plan = StopPlanner.Plan(Lab(shared), feeds, Start, 1);
        Assert.All(PlanChecker.Check(Lab(shared), feeds, plan), finding => Assert.True(finding.Declared, finding.Sentence));
        Assert.Equal(Math.Max(0, (rest * 3 * Math.Pow(1 / 3.0, 1.2)) - 100), Latest(plan, "both"), 2);
    }

    [Fact]
    public void A_cut_of_our_own_is_the_end_that_counts_whoever_is_logged_in()
    {
        var cut = Dying("u", 200, condition: FeedCondition.ForcedShutdown) with { Logins = ["10.0.0.9"], Fired = [new FiredTrigger(FiredTrigger.Cut, Start, "u is about to be cut")] };
        Assert.Equal(100, Latest(Plan(LabOf([Ups("u")], [Node("a", 40, "u")]), cut), "a"), 2);
    }

    [Theory]
    [InlineData(1000, 1.0, 800)]
    [InlineData(500, 0.5, 300)]
    [InlineData(300, 0.75, 180)]
    [InlineData(90, 0.15, 0)]
    public void Low_battery_comes_at_a_fifth_of_the_charge_or_two_minutes_before_the_end(double runtime, double charge, double low) =>
        Assert.Equal(After(low), LowBattery.At(Dying("u", runtime) with { ChargeRatio = charge }));

    [Fact]
    public void A_node_with_an_upsmon_of_its_own_goes_at_low_battery_and_what_needs_it_before_P16()
    {
        var lab = LabOf([Ups("u")], [Node("a", 40, "u"), Node("b", 40, "u")], [Service("s", ["a"], ["t"]), Service("t", ["b"])]);
        var plan = StopPlanner.Plan(new StopPlanRequest { Lab = lab, Feeds = [Dying("u", 1000) with { ChargeRatio = 1 }], Now = Start, Generation = 1, LocalUpsmons = ["b"] });
        Assert.Equal(800, Latest(plan, "b"), 2);
        Assert.True(Latest(plan, "a") < 760);
        Assert.Equal("its own upsmon takes it down at low battery of u, whatever is planned", plan.StepOf("b")!.Reason);
        Assert.Contains("b runs an upsmon of its own, which takes it down at low battery whatever is planned.", plan.Notes);
    }
}
