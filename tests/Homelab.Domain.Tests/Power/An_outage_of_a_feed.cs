using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class An_outage_of_a_feed
{
    [Fact]
    public void Begins_with_the_first_poll_on_battery()
    {
        var feed = new FeedStory().SayFrom(0, 20, "OL").Say(22, "OB").At(22);
        Assert.Equal((FeedCondition.OnBattery, Moment.FromSeconds(22)), (feed.Condition, feed.OnBatterySince));
        Assert.Equal(TimeSpan.Zero, feed.OnBatteryFor);
    }

    [Fact]
    public void Knows_since_when_the_battery_is_low()
    {
        var story = new FeedStory().Say(0, "OB").Say(30, "OB LB").Say(40, "FSD OB LB");
        Assert.Equal(Moment.FromSeconds(30), story.At(41).LowBatterySince);
        Assert.Null(story.Say(42, "OB").At(42).LowBatterySince);
    }

    [Fact]
    public void Ends_when_the_mains_were_steady_for_the_debounce()
    {
        var story = new FeedStory().Say(0, "OB").SayFrom(5, 14, "OL");
        var unsteady = story.At(14);
        Assert.Equal(FeedCondition.OnLine, unsteady.Condition);
        Assert.Equal(Moment.FromSeconds(0), unsteady.OnBatterySince);
        Assert.Null(unsteady.OnLineSince);
        Assert.Contains("not yet steady", unsteady.Detail);

        var steady = story.Say(15, "OL").At(15);
        Assert.Null(steady.OnBatterySince);
        Assert.Equal(Moment.FromSeconds(5), steady.OnLineSince);
    }

    [Fact]
    public void Does_not_end_by_time_that_passes_without_a_reading()
    {
        var story = new FeedStory().Say(0, "OB").Say(5, "OL").Fail(7);
        Assert.NotNull(story.At(16).OnBatterySince);
        Assert.Null(story.At(16).OnLineSince);
    }

    [Fact]
    public void Counts_as_on_battery_again_when_the_mains_came_back_and_contact_was_lost()
    {
        var silent = new FeedStory().Say(0, "OB").Say(20, "OL").Fail(22).At(50);
        Assert.Equal((FeedCondition.OnBattery, TimeSpan.FromSeconds(50)), (silent.Condition, silent.OnBatteryFor));
    }

    [Fact]
    public void Accumulates_time_on_battery_over_flapping()
    {
        var story = new FeedStory().SayFrom(0, 20, "OB").SayFrom(21, 25, "OL").SayFrom(26, 36, "OB");
        var feed = story.At(36);
        Assert.Equal(Moment.FromSeconds(0), feed.OnBatterySince);
        Assert.Equal(TimeSpan.FromSeconds(21 + 10), feed.OnBatteryFor);
        Assert.Equal(TimeSpan.FromSeconds(21), new FeedStory().SayFrom(0, 20, "OB").SayFrom(21, 25, "OL").At(25).OnBatteryFor);
    }

    [Fact]
    public void Is_a_new_one_after_steady_mains()
    {
        var feed = new FeedStory().SayFrom(0, 20, "OB").SayFrom(21, 31, "OL").Say(32, "OB").At(32);
        Assert.Equal((Moment.FromSeconds(32), TimeSpan.Zero), (feed.OnBatterySince, feed.OnBatteryFor));
    }

    [Fact]
    public void Counts_silence_within_it_as_on_battery()
    {
        var feed = new FeedStory().Say(0, "OB").Say(10, "OL").Say(100, "OB").At(100);
        Assert.Equal((Moment.FromSeconds(0), TimeSpan.FromSeconds(100)), (feed.OnBatterySince, feed.OnBatteryFor));
    }

    [Fact]
    public void Needs_steady_mains_without_a_gap_to_end()
    {
        var story = new FeedStory().Say(0, "OB").Say(10, "OL").Say(40, "OL");
        Assert.NotNull(story.At(40).OnBatterySince);
        Assert.Null(story.SayFrom(41, 50, "OL").At(50).OnBatterySince);
    }

    [Fact]
    public void Low_battery_follows_the_last_reading_of_it()
    {
        var story = new FeedStory().Say(0, "OB LB").Say(2, "OB");
        Assert.Equal(FeedCondition.OnBattery, story.At(2).Condition);
        Assert.Equal(FeedCondition.LowBattery, story.Say(4, "LB").At(4).Condition);
    }
}
