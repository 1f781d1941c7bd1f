using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class WhenAUpsTestsItself
{
    private static readonly SelfTestConfig Monthly = new();
    private static readonly FeedConfig Rack = DeskStory.Rack with { SelfTest = Monthly };
    private static readonly LabConfig Lab = new()
    {
        Name = "attic", Feeds = [Rack, DeskStory.Desk],
        Nodes = [new NodeConfig { Name = "nas", Feeds = ["rack", "desk"] }, new NodeConfig { Name = "pi", Feeds = ["rack"] }],
    };

    private static readonly FeedAssessment Well = new()
    {
        Feed = "rack", Condition = FeedCondition.OnLine, OnLineSince = Moment.FromSeconds(0), RuntimeAt = Moment.FromSeconds(3600), ChargeRatio = 1, Runtime = TimeSpan.FromMinutes(20),
    };

    private static readonly FeedAssessment Beside = Well with { Feed = "desk" };

    private static DateTimeOffset On(int day, int hour, int minute = 0) => new(2026, 3, day, hour, minute, 0, TimeSpan.FromHours(1));

    private static BatteryRecord Tested(DateTimeOffset at, SelfTestOutcome outcome = SelfTestOutcome.Passed) =>
        BatteryRecord.Empty with { Tests = [new SelfTest(at, SelfTestKind.Quick, outcome, "said", new TestCourse())] };

    private static string? Obstacle(FeedAssessment feed, FeedAssessment? other = null, BatteryRecord? others = null, string? busy = null) =>
        SelfTestSchedule.Obstacle(Lab, Rack, Monthly, [feed, other ?? Beside], name => name == "desk" ? others ?? BatteryRecord.Empty : BatteryRecord.Empty, busy);

    [Fact]
    public void It_does_in_the_hour_after_its_time_and_not_before_its_day()
    {
        Assert.False(SelfTestSchedule.IsDue(Monthly, BatteryRecord.Empty, On(1, 2, 59)));
        Assert.True(SelfTestSchedule.IsDue(Monthly, BatteryRecord.Empty, On(1, 3)));
        Assert.True(SelfTestSchedule.IsDue(Monthly, BatteryRecord.Empty, On(1, 3, 59)));
        Assert.False(SelfTestSchedule.IsDue(Monthly, BatteryRecord.Empty, On(1, 4)));
        Assert.False(SelfTestSchedule.IsDue(Monthly, Tested(On(1, 3, 40)), On(30, 3)));
        Assert.True(SelfTestSchedule.IsDue(Monthly, Tested(On(1, 3, 40)), On(31, 3)));
        Assert.False(SelfTestSchedule.IsDue(Monthly, BatteryRecord.Empty with { OpenTest = new OpenSelfTest(On(1, 3), SelfTestKind.Quick, "") }, On(1, 3, 1)));
    }

    [Fact]
    public void An_hour_over_midnight_belongs_to_the_day_on_which_it_began()
    {
        var late = Monthly with { At = new TimeOnly(23, 30), Every = TimeSpan.FromDays(1) };
        Assert.False(SelfTestSchedule.IsDue(late, Tested(On(4, 23, 31)), On(5, 0, 10)));
        Assert.True(SelfTestSchedule.IsDue(late, Tested(On(3, 23, 31)), On(5, 0, 10)));
    }

    [Fact]
    public void What_said_nothing_of_the_battery_is_made_again_the_next_day()
    {
        Assert.True(SelfTestSchedule.IsDue(Monthly, Tested(On(1, 3), SelfTestOutcome.Overtaken), On(2, 3)));
        Assert.False(SelfTestSchedule.IsDue(Monthly, Tested(On(1, 3), SelfTestOutcome.Refused), On(1, 3, 30)));
    }

    [Fact]
    public void Nothing_is_in_the_way_of_a_charged_UPS_that_is_steadily_on_line() => Assert.Null(Obstacle(Well));

    [Fact]
    public void It_does_not_when_its_battery_may_be_needed()
    {
        Assert.Equal("an outage runs", Obstacle(Well, busy: "an outage runs"));
        Assert.Equal("it is not steadily on line", Obstacle(Well with { Condition = FeedCondition.OnBattery }));
        Assert.Equal("it is not steadily on line", Obstacle(Well with { OnLineSince = null }));
        Assert.Equal("it is on line for less than 5 min", Obstacle(Well with { OnLineSince = Moment.FromSeconds(3500) }));
        Assert.Equal("it is not read", Obstacle(Well with { IsStale = true }));
        Assert.Equal("its charge is not known", Obstacle(Well with { ChargeRatio = null }));
        Assert.StartsWith("its charge is below 90", Obstacle(Well with { ChargeRatio = 0.89 }), StringComparison.Ordinal);
        Assert.Equal("it lasts less than 5 min", Obstacle(Well with { Runtime = TimeSpan.FromMinutes(4) }));
        Assert.Equal("FSD stands in its status", Obstacle(Well with { HasLeftOverShutdown = true }));
    }

    [Fact]
    public void It_does_not_while_another_UPS_tests_itself_is_on_battery_or_cannot_take_its_nodes()
    {
        Assert.Equal("desk tests itself", Obstacle(Well, others: BatteryRecord.Empty with { OpenTest = new OpenSelfTest(On(1, 3), SelfTestKind.Quick, "") }));
        Assert.Equal("desk is on battery", Obstacle(Well, Beside with { Condition = FeedCondition.OnBattery }));
        Assert.Equal("desk, on which its nodes hang too, is not on line", Obstacle(Well, Beside with { Condition = FeedCondition.Unknown }));
    }

    [Theory]
    [InlineData(SelfTestOutcome.Failed, "rack failed its self-test: quick on 2026-03-01 03:00: failed (said).")]
    [InlineData(SelfTestOutcome.Warned, "rack warns in its self-test")]
    [InlineData(SelfTestOutcome.Silent, "The self-test of rack gave no result")]
    [InlineData(SelfTestOutcome.Refused, "The self-test of rack gave no result: quick on 2026-03-01 03:00: refused (said).")]
    public void What_is_not_well_is_a_finding(SelfTestOutcome outcome, string finding) =>
        Assert.StartsWith(finding, SelfTestSchedule.Finding(Rack, Tested(On(1, 3), outcome), On(2, 3)), StringComparison.Ordinal);

    [Fact]
    public void What_was_never_made_or_is_overdue_is_a_finding_too()
    {
        Assert.Null(SelfTestSchedule.Finding(Rack, Tested(On(1, 3)), On(31, 3)));
        Assert.StartsWith("The self-test of rack is overdue: the last one was", SelfTestSchedule.Finding(Rack, Tested(On(1, 3)), On(31, 3).AddDays(5)), StringComparison.Ordinal);
        var watched = BatteryRecord.Empty with { Days = [new FeedDay(new DateOnly(2026, 1, 1), 0, 0, null)] };
        Assert.Equal("The self-test of rack is overdue: none was made yet.", SelfTestSchedule.Finding(Rack, watched, On(1, 3)));
        Assert.Null(SelfTestSchedule.Finding(DeskStory.Rack, watched, On(1, 3)));
    }

    [Fact]
    public void The_last_test_is_held_against_the_one_before_it()
    {
        var battery = Tested(On(1, 3)) with { Tests = [new SelfTest(On(1, 3), SelfTestKind.Quick, SelfTestOutcome.Passed, "ok", new TestCourse { FromChargeRatio = 1, LeastChargeRatio = 0.97, LeastVolts = 25.1 }), new SelfTest(On(31, 3), SelfTestKind.Quick, SelfTestOutcome.Passed, "ok", new TestCourse { FromChargeRatio = 1, LeastChargeRatio = 0.9, OnBattery = TimeSpan.FromSeconds(12) })] };
        Assert.Equal(
            "quick on 2026-03-31 03:00: passed (ok); charge 100 % to 90 %, 12 s on battery; before it quick on 2026-03-01 03:00: passed (ok); charge 100 % to 97 %, 25.1 V at least",
            SelfTestWords.Last(battery));
    }
}
