using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

/// <summary>P15: contact lost within 60 s of another feed's transfer is on battery.</summary>
public sealed class ContactLostInTheMomentOfTransfer
{
    [Theory]
    [InlineData(100, 130)]
    [InlineData(100, 60)]
    public void Counts_as_on_battery_since_the_feed_was_last_heard(int lost, int transfer)
    {
        var story = Story(lost, transfer);
        var feed = story.At(200, "desk");
        Assert.Equal((FeedCondition.OnBattery, Moment.FromSeconds(lost)), (feed.Condition, feed.OnBatterySince));
        Assert.Equal(TimeSpan.FromSeconds(600 - (200 - lost)), feed.Runtime);
        Assert.Contains("when rack went on battery", feed.Detail, StringComparison.Ordinal);
        Assert.Equal(feed.OnBatterySince, story.At(4000, "desk").OnBatterySince);
        Assert.Equal(TimeSpan.Zero, story.At(4000, "desk").Runtime);
    }

    [Theory]
    [InlineData(100, 170)]
    [InlineData(100, 35)]
    public void Is_only_unknown_when_the_two_are_further_apart(int lost, int transfer) =>
        Assert.Equal(FeedCondition.Unknown, Story(lost, transfer).At(300, "desk").Condition);

    [Fact]
    public void A_feed_that_was_never_heard_stays_unknown() =>
        Assert.Equal(FeedCondition.Unknown, new DeskStory(DeskStory.Rack, DeskStory.Desk).OnRack(1, "OB").At(100, "desk").Condition);

    [Fact]
    public void A_reader_that_starts_in_mid_outage_saw_no_transfer()
    {
        var story = new DeskStory(DeskStory.Rack, DeskStory.Desk);
        for (var second = 100; second <= 130; second += 2)
        {
            story.OnRack(second, "OB").Say(second, "desk", "OL");
        }

        Assert.Equal(FeedCondition.Unknown, story.OnRack(160, "OB").At(160, "desk").Condition);
    }

    [Fact]
    public void Ends_with_a_word_of_the_feed_itself() =>
        Assert.Equal(FeedCondition.OnLine, Story(100, 130).Say(201, "desk", "OL").At(201, "desk").Condition);

    private static DeskStory Story(int lost, int transfer)
    {
        var story = new DeskStory(DeskStory.Rack, DeskStory.Desk);
        for (var second = 0; second <= 200; second += 2)
        {
            story.OnRack(second, second < transfer ? "OL" : "OB");
            if (second <= lost)
            {
                story.Say(second, "desk", "OL", ("battery.runtime", "600"));
            }
        }

        return story;
    }
}
