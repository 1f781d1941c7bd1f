using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class HeatStopsTheLab
{
    private static readonly LabConfig s_lab = new()
    {
        Name = "attic",
        Feeds = [DeskStory.Rack, DeskStory.Desk],
        Nodes = [new NodeConfig { Name = "pi1" }, new NodeConfig { Name = "pi2" }],
        Policy = new PolicyConfig { Heat = new HeatPolicy(80, TimeSpan.FromSeconds(60), 2) },
    };

    [Fact]
    public void Fires_on_every_feed_when_enough_nodes_were_hot_for_long_enough()
    {
        var story = Hot(new DeskStory(s_lab), 0, 58, 85, 81);
        Assert.Empty(story.Fired(59));
        Hot(story, 60, 62, 85, 81);
        Assert.All(["rack", "desk"], feed => Assert.Equal(["heat"], story.Fired(62, feed)));
        Assert.Equal("it is too hot: pi1 85 C, pi2 81 C, and the limit is 80 C", story.At(62).Fired[0].Why);
        Assert.True(story.At(62).IsDying);
    }

    [Theory]
    [InlineData(85, 79)]
    [InlineData(80, 80)]
    public void Fewer_hot_nodes_stop_nothing(double first, double second) => Assert.Empty(Hot(new DeskStory(s_lab), 0, 300, first, second).Fired(300));

    [Fact]
    public void Nodes_that_fall_silent_because_they_were_stopped_do_not_end_it() => Assert.Equal(["heat"], Hot(new DeskStory(s_lab), 0, 62, 85, 85).Fired(4000));

    [Fact]
    public void It_ends_when_all_that_still_tell_were_cool_for_as_long()
    {
        var story = Hot(new DeskStory(s_lab), 0, 62, 85, 85);
        Assert.NotEmpty(Hot(story, 64, 200, 76, 60).Fired(200));
        Assert.NotEmpty(Hot(story, 202, 260, 75, 60).Fired(261));
        Assert.Empty(Hot(story, 262, 264, 75, 60).Fired(264));
    }

    [Fact]
    public void It_says_when_a_node_was_last_not_cool_and_when_it_ends_if_all_stay_so()
    {
        var story = Hot(new DeskStory(s_lab), 0, 62, 85, 85);
        Assert.Equal((Moment.FromSeconds(62), null), (story.At(62).Fired[0].LastSaid, story.At(62).Fired[0].EndsAt));
        Hot(story, 64, 100, 60, 60);
        Assert.Equal((null, Moment.FromSeconds(64 + 60)), (story.At(100).Fired[0].LastSaid, story.At(100).Fired[0].EndsAt));
    }

    [Fact]
    public void Without_the_policy_nothing_is_hot() =>
        Assert.Empty(Hot(new DeskStory(s_lab with { Policy = new PolicyConfig() }), 0, 300, 120, 120).Fired(300));

    private static DeskStory Hot(DeskStory story, int from, int to, double pi1, double pi2)
    {
        for (var second = from; second <= to; second += 2)
        {
            story.Feeds.Heat.Observe("pi1", pi1, Moment.FromSeconds(second));
            story.Feeds.Heat.Observe("pi2", pi2, Moment.FromSeconds(second));
            story.OnRack(second, "OL").Say(second, "desk", "OL");
        }

        return story;
    }
}
