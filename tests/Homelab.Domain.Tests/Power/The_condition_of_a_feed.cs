using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class The_condition_of_a_feed
{
    [Fact]
    public void Never_heard_of_is_unknown()
    {
        var never = new FeedStory().At(100);
        Assert.Equal((FeedCondition.Unknown, true, false), (never.Condition, never.IsStale, never.IsDying));
        Assert.Null(never.LastReading);
        Assert.Contains("never heard", never.Detail);
        Assert.Contains("The wire is cut.", new FeedStory().Fail(1).At(2).Detail);
    }

    [Fact]
    public void Contact_lost_on_line_is_unknown_after_the_greatest_age_and_no_outage()
    {
        var story = new FeedStory().Say(0, "OL").Fail(2);
        Assert.Equal(FeedCondition.OnLine, story.At(15).Condition);
        var late = story.At(15.1);
        Assert.Equal((FeedCondition.Unknown, true, false), (late.Condition, late.IsStale, late.IsDying));
        Assert.Null(late.OnBatterySince);
        Assert.Null(late.OnLineSince);
    }

    [Fact]
    public void Contact_lost_on_battery_is_on_battery_for_as_long_as_it_lasts()
    {
        var late = new FeedStory().Say(0, "OB").Fail(2).At(3600);
        Assert.Equal(FeedCondition.OnBattery, late.Condition);
        Assert.Equal(Moment.FromSeconds(0), late.OnBatterySince);
        Assert.Equal(TimeSpan.FromHours(1), late.OnBatteryFor);
        Assert.Contains("counts as on battery", late.Detail);
    }

    [Fact]
    public void Contact_lost_at_low_battery_stays_low_battery() =>
        Assert.Equal(FeedCondition.LowBattery, new FeedStory().Say(0, "OB LB").Fail(1).At(100).Condition);

    [Theory]
    [InlineData("")]
    [InlineData("TRIM")]
    [InlineData("ALARM")]
    [InlineData("WAIT")]
    [InlineData("OFF")]
    public void A_status_that_says_neither_changes_nothing_until_the_last_word_is_too_old(string neither)
    {
        var onLine = new FeedStory().Say(0, "OL").Say(10, neither).Say(20, neither);
        Assert.Equal((FeedCondition.Unknown, false), (onLine.At(20).Condition, onLine.At(20).IsStale));
        Assert.Equal(FeedCondition.OnLine, new FeedStory().Say(0, "OL").Say(10, neither).At(10).Condition);
        Assert.Equal(FeedCondition.OnBattery, new FeedStory().Say(0, "OB").Say(10, neither).Say(60, neither).At(60).Condition);
    }

    [Theory]
    [InlineData("OB DISCHRG", FeedCondition.OnBattery)]
    [InlineData("OB DISCHRG LB", FeedCondition.LowBattery)]
    [InlineData("OL OB", FeedCondition.OnBattery)]
    [InlineData("FSD OB LB", FeedCondition.ForcedShutdown)]
    [InlineData("LB OL CHRG", FeedCondition.OnLine)]
    [InlineData("OL DISCHRG", FeedCondition.OnLine)]
    [InlineData("CAL OB LB", FeedCondition.OnLine)]
    [InlineData("OB TEST DISCHRG", FeedCondition.OnLine)]
    public void Follows_the_first_poll(string status, FeedCondition condition) =>
        Assert.Equal(condition, new FeedStory().Say(0, status).At(0).Condition);

    [Fact]
    public void A_test_that_appears_in_an_outage_does_not_end_it() =>
        Assert.Equal(FeedCondition.OnBattery, new FeedStory().Say(0, "OB").SayFrom(1, 60, "OB TEST").At(60).Condition);

    [Fact]
    public void FSD_beside_on_line_at_first_contact_is_an_incident_and_no_trigger()
    {
        var story = new FeedStory().Say(0, "FSD OL").Say(2, "FSD OL CHRG");
        var found = story.At(2);
        Assert.Equal((FeedCondition.OnLine, true, false), (found.Condition, found.HasLeftOverShutdown, found.IsDying));
        Assert.Contains("left over", found.Detail);
        Assert.Equal(FeedCondition.ForcedShutdown, story.Say(4, "FSD OB").At(4).Condition);
    }

    [Fact]
    public void FSD_set_while_we_look_is_a_trigger_even_beside_on_line()
    {
        var story = new FeedStory().Say(0, "OL").Say(2, "FSD OL");
        Assert.Equal((FeedCondition.ForcedShutdown, true), (story.At(2).Condition, story.At(2).IsDying));
        Assert.Equal(Moment.FromSeconds(2), story.At(2).OnBatterySince);
        Assert.Equal(FeedCondition.ForcedShutdown, story.SayFrom(3, 60, "FSD OL").At(60).Condition);
    }

    [Fact]
    public void FSD_latches_over_the_return_of_the_mains_and_over_silence()
    {
        var story = new FeedStory().Say(0, "OB").Say(2, "FSD OB LB").SayFrom(3, 40, "FSD OL");
        Assert.Equal(FeedCondition.ForcedShutdown, story.At(40).Condition);
        Assert.Equal(FeedCondition.ForcedShutdown, story.Fail(41).At(500).Condition);
        Assert.Equal(FeedCondition.OnLine, story.SayFrom(501, 511, "OL").At(511).Condition);
    }

    [Fact]
    public void FSD_found_beside_a_left_over_latch_that_was_cleared_is_a_trigger_again() =>
        Assert.Equal(FeedCondition.ForcedShutdown, new FeedStory().Say(0, "FSD OL").Say(2, "OL").Say(4, "FSD OL").At(4).Condition);

    [Fact]
    public void The_bare_mains_are_unknown_and_say_so()
    {
        var mains = FeedAssessor.Assess(new FeedConfig { Name = "wall", IsMains = true }, new PolicyConfig(), FeedState.NeverHeard, Moment.Zero);
        Assert.Equal((FeedCondition.Unknown, true, null), (mains.Condition, mains.IsMains, mains.Runtime));
        Assert.NotEmpty(mains.Detail);
    }

    [Fact]
    public void A_poll_that_comes_late_changes_nothing()
    {
        var story = new FeedStory().Say(10, "OB");
        var before = story.State;
        Assert.Same(before, story.Say(5, "OL").State);
    }

    [Fact]
    public void Bypass_is_on_line_with_a_warning_and_without_a_runtime()
    {
        var bypass = new FeedStory().Say(0, "OL BYPASS", ("battery.runtime", "600")).At(0);
        Assert.Equal((FeedCondition.OnLine, null), (bypass.Condition, bypass.Runtime));
        Assert.Contains("bypass", bypass.Detail);
    }
}
