using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

/// <summary>What a UPS does when it is told to test its battery, and what is made of it.</summary>
public sealed class ASelfTestIsNoOutage
{
    private static BatteryStory Told(params ReadOnlySpan<(string Name, string Value)> variables) => Say(new BatteryStory(), 30, "OL", [("battery.charge", "100"), ("ups.test.result", "Done and passed"), .. variables]).Test();

    private static BatteryStory Say(BatteryStory story, int seconds, string status, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        for (var second = 0; second < seconds; second += 2)
        {
            story.Say(status, variables);
        }

        return story;
    }

    [Theory]
    [InlineData("OB DISCHRG")]
    [InlineData("OB")]
    [InlineData("OL TEST")]
    [InlineData("CAL OB DISCHRG")]
    public void While_it_was_told_to(string status)
    {
        var story = Say(Told(), 12, status, ("battery.charge", "97"));
        Assert.Equal((FeedCondition.OnLine, null), (story.Now.Condition, story.Now.OnBatterySince));
        Assert.Empty(story.Now.Fired);
    }

    [Fact]
    public void A_result_that_only_fell_silent_is_no_new_one()
    {
        var story = Say(Say(Told(), 10, "OL"), 200, "OL", ("ups.test.result", "Done and passed"));
        Assert.NotNull(story.Battery.OpenTest);
    }

    [Fact]
    public void But_the_same_words_without_our_order_are_one() =>
        Assert.Equal(FeedCondition.OnBattery, Say(Say(new BatteryStory(), 30, "OL"), 4, "OB DISCHRG").Now.Condition);

    [Fact]
    public void But_what_looks_like_one_for_longer_than_a_minute_is_one()
    {
        var story = Say(Told(), 60, "OB DISCHRG");
        Assert.Equal(FeedCondition.OnLine, story.Now.Condition);
        Say(story, 4, "OB DISCHRG");
        Assert.Equal(FeedCondition.OnBattery, story.Now.Condition);
        Assert.Equal(SelfTestOutcome.Overtaken, story.Battery.Tests[^1].Outcome);
    }

    [Theory]
    [InlineData("OB LB DISCHRG", "230")]
    [InlineData("FSD OB", "230")]
    [InlineData("OB DISCHRG", "0.0")]
    public void But_low_battery_a_forced_shutdown_or_dead_mains_are_one_at_once(string status, string volts) =>
        Assert.True(Say(Told(), 4, status, ("input.voltage", volts)).Now.IsDying);

    [Fact]
    public void But_contact_that_is_lost_in_it_is_on_battery_as_upsmon_has_it()
    {
        var story = Say(Told(), 4, "OB DISCHRG");
        story.Feeds.Observe("rack", new FeedFailed(Moment.FromSeconds(40), FeedFailure.Unreachable, "The wire is cut."));
        Assert.Equal(FeedCondition.OnBattery, story.Feeds.Assess(Moment.FromSeconds(41)).Single().Condition);
    }

    [Fact]
    public void An_outage_that_runs_is_not_ended_by_one()
    {
        var story = Say(Say(new BatteryStory(), 30, "OL"), 10, "OB DISCHRG").Test();
        Assert.Equal(FeedCondition.OnBattery, Say(story, 10, "OB DISCHRG").Now.Condition);
    }

    [Fact]
    public void Its_result_and_course_are_kept_when_the_UPS_has_said_both()
    {
        var story = Say(Told(), 12, "OB DISCHRG", ("battery.charge", "95"), ("battery.voltage", "24.5"), ("ups.test.result", "In progress"));
        Assert.NotNull(story.Battery.OpenTest);
        Say(story, 4, "OL CHRG", ("battery.charge", "96"), ("battery.voltage", "27"), ("ups.test.result", "Done and warning"));
        var test = Assert.Single(story.Battery.Tests);
        Assert.Equal((SelfTestOutcome.Warned, "Done and warning", 1.0, 0.95, 24.5), (test.Outcome, test.Result, test.Course.FromChargeRatio, test.Course.LeastChargeRatio, test.Course.LeastVolts));
        Assert.InRange(test.Course.OnBattery.TotalSeconds, 10, 14);
        Assert.Null(story.Battery.OpenTest);
    }

    [Fact]
    public void The_result_of_the_test_before_is_not_taken_for_it()
    {
        // The driver asks for the result half a minute later.
        var story = Say(Say(Told(), 10, "OB DISCHRG", ("ups.test.result", "Done and passed")), 30, "OL", ("ups.test.result", "Done and passed"));
        Assert.Empty(story.Battery.Tests);
        Assert.Equal(SelfTestOutcome.Failed, Say(story, 4, "OL", ("ups.test.result", "Done and error")).Battery.Tests.Single().Outcome);

        var same = Say(Say(Told(), 10, "OB DISCHRG", ("ups.test.result", "Done and passed")), 130, "OL", ("ups.test.result", "Done and passed"));
        Assert.Equal(SelfTestOutcome.Passed, same.Battery.Tests.Single().Outcome);
    }

    [Fact]
    public void A_UPS_of_which_nothing_showed_that_it_did_it_has_no_result_within_the_bound()
    {
        var story = Say(Told(), 300, "OL", ("ups.test.result", "Done and passed"));
        Assert.Empty(story.Battery.Tests);
        Say(story, 80, "OL", ("ups.test.result", "Done and passed"));
        _ = story.Now;
        Assert.Equal((SelfTestOutcome.Silent, "the UPS still says Done and passed"), (story.Battery.Tests.Single().Outcome, story.Battery.Tests[0].Result));
    }

    [Fact]
    public void A_coordinator_that_starts_again_in_it_did_not_see_its_end() =>
        Assert.Equal(SelfTestOutcome.Unseen, Told().Restart().Say("OL").Battery.Tests.Single().Outcome);

    [Theory]
    [InlineData("Done and passed", SelfTestOutcome.Passed)]
    [InlineData("OK", SelfTestOutcome.Passed)]
    [InlineData("Done and warning", SelfTestOutcome.Warned)]
    [InlineData("Done and error", SelfTestOutcome.Failed)]
    [InlineData("NG", SelfTestOutcome.Failed)]
    [InlineData("Battery not passed", SelfTestOutcome.Failed)]
    [InlineData("Aborted", SelfTestOutcome.Aborted)]
    [InlineData("In progress", null)]
    [InlineData("No test initiated", null)]
    [InlineData("", null)]
    [InlineData("42", null)]
    public void Results_are_read_as_drivers_word_them(string result, SelfTestOutcome? outcome) => Assert.Equal(outcome, SelfTestCourse.Judge(result));
}
