using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class LowBatteryInTheFirstSeconds
{
    [Fact]
    public void Is_held_for_a_few_readings_at_a_high_charge_and_said()
    {
        var story = new FeedStory().Say(0, "OL", ("battery.charge", "98"));
        foreach (var second in new[] { 1, 2, 3 })
        {
            var held = story.Say(second, "OB LB", ("battery.charge", "98")).At(second);
            Assert.Equal(FeedCondition.OnBattery, held.Condition);
            Assert.Empty(held.Fired);
            Assert.Contains("suspect", held.Detail, StringComparison.Ordinal);
        }

        var feed = story.Say(4, "OB LB", ("battery.charge", "98")).At(4);
        Assert.Equal(FeedCondition.LowBattery, feed.Condition);
        Assert.Equal(("low_battery", Moment.FromSeconds(4)), (feed.Fired[0].Name, feed.Fired[0].Since));
        Assert.DoesNotContain("suspect", feed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_counting_again_when_it_goes_away()
    {
        var story = new FeedStory();
        for (var second = 0; second < 9; second += 3)
        {
            story.Say(second, "OB LB", ("battery.charge", "98")).Say(second + 1, "OB LB", ("battery.charge", "98")).Say(second + 2, "OB", ("battery.charge", "98"));
        }

        Assert.Empty(story.At(9).Fired);
    }

    [Theory]
    [InlineData("40")]
    [InlineData(null)]
    public void Is_believed_at_once_at_a_low_or_unknown_charge(string? charge)
    {
        var story = charge is null ? new FeedStory().Say(0, "OB LB") : new FeedStory().Say(0, "OB LB", ("battery.charge", charge));
        Assert.Equal(["low_battery"], story.At(0).Fired.Select(fired => fired.Name));
    }

    [Fact]
    public void Is_believed_at_once_later_in_an_outage_whatever_the_gauge_says()
    {
        var story = new FeedStory().Say(0, "OB", ("battery.charge", "98")).Say(11, "OB LB", ("battery.charge", "90"));
        Assert.Equal(FeedCondition.LowBattery, story.At(11).Condition);
    }

    [Fact]
    public void FSD_is_never_doubted()
    {
        var feed = new FeedStory().Say(0, "FSD OB LB", ("battery.charge", "100")).At(0);
        Assert.Equal(FeedCondition.ForcedShutdown, feed.Condition);
        Assert.Equal(["fsd", "low_battery"], feed.Fired.Select(fired => fired.Name));
    }
}
