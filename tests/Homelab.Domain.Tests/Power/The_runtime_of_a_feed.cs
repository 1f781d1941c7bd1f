using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class The_runtime_of_a_feed
{
    private static readonly FeedConfig Declared = FeedStory.Ups with { DeclaredRuntime = TimeSpan.FromMinutes(10) };

    [Fact]
    public void Is_what_the_UPS_reports_less_the_time_since()
    {
        var feed = new FeedStory().Say(0, "OB", ("battery.runtime", "600")).At(5);
        Assert.Equal((TimeSpan.FromSeconds(595), "reported by the UPS"), (feed.Runtime, feed.RuntimeBasis));
        Assert.Equal(Moment.FromSeconds(600), feed.EmptyAt);
    }

    [Fact]
    public void Runs_down_in_silence_to_zero_and_not_below()
    {
        var story = new FeedStory().Say(0, "OB", ("battery.runtime", "60")).Fail(2);
        Assert.Equal(TimeSpan.FromSeconds(20), story.At(40).Runtime);
        Assert.Equal(TimeSpan.Zero, story.At(400).Runtime);
    }

    [Fact]
    public void Does_not_run_down_on_line()
    {
        var feed = new FeedStory().Say(0, "OL", ("battery.runtime", "600")).At(10);
        Assert.Equal(Moment.FromSeconds(610), feed.EmptyAt);
    }

    [Fact]
    public void Is_unknown_with_a_reason_where_nothing_tells()
    {
        var onBattery = new FeedStory().Say(0, "OB", ("battery.runtime", "0")).At(0);
        Assert.Null(onBattery.Runtime);
        Assert.Null(onBattery.EmptyAt);
        Assert.Contains("none is declared", onBattery.RuntimeBasis);
        Assert.Equal("battery.runtime", Assert.Single(onBattery.Rejected).Variable);
        Assert.Contains("no fresh reading", new FeedStory().Say(0, "OL", ("battery.runtime", "600")).At(60).RuntimeBasis);
    }

    [Fact]
    public void Does_not_move_later_because_a_runtime_is_repeated()
    {
        var story = new FeedStory();
        for (var second = 0; second <= 100; second += 10)
        {
            story.Say(second, "OB", ("battery.runtime", "600"), ("ups.load", "20"));
        }

        Assert.Equal(Moment.FromSeconds(600), story.At(100).EmptyAt);
    }

    [Fact]
    public void Moves_later_when_the_load_fell_and_the_UPS_says_so()
    {
        var story = new FeedStory()
            .Say(0, "OB", ("battery.runtime", "600"), ("ups.load", "40"))
            .Say(10, "OB", ("battery.runtime", "1200"), ("ups.load", "20"));
        Assert.Equal(Moment.FromSeconds(1210), story.At(10).EmptyAt);
        Assert.Equal(Moment.FromSeconds(1210), story.Say(20, "OB", ("battery.runtime", "1300"), ("ups.load", "20")).At(20).EmptyAt);
    }

    [Fact]
    public void Moves_later_when_the_charge_holds_better_than_was_thought()
    {
        var story = new FeedStory()
            .Say(0, "OB", ("battery.runtime", "100"), ("battery.charge", "100"))
            .Say(10, "OB", ("battery.runtime", "600"), ("battery.charge", "99"));
        Assert.Equal(Moment.FromSeconds(610), story.At(10).EmptyAt);
    }

    [Fact]
    public void Moves_earlier_at_once()
    {
        var story = new FeedStory().Say(0, "OB", ("battery.runtime", "600")).Say(2, "OB", ("battery.runtime", "120"));
        Assert.Equal(Moment.FromSeconds(122), story.At(2).EmptyAt);
        Assert.Equal(Moment.FromSeconds(122), story.Say(4, "OB", ("battery.runtime", "600")).At(4).EmptyAt);
    }

    [Fact]
    public void Is_extrapolated_from_the_fall_of_the_charge_where_that_is_less()
    {
        var story = new FeedStory();
        for (var second = 0; second <= 60; second += 2)
        {
            story.Say(second, "OB", ("battery.runtime", "3600"), ("battery.charge", $"{100 - second / 2}"));
        }

        // Half a percent a second: 70 % last for 140 s.
        var feed = story.At(60);
        Assert.InRange(feed.EmptyAt!.Value.Seconds, 195, 205);
        Assert.Contains("extrapolated", feed.RuntimeBasis);
        Assert.Contains("30 % a minute", feed.RuntimeBasis);
    }

    [Fact]
    public void Is_not_extrapolated_from_one_point_or_from_a_few_seconds()
    {
        Assert.Null(new FeedStory().Say(0, "OB", ("battery.charge", "100")).Say(60, "OB", ("battery.charge", "100")).At(60).Runtime);
        Assert.Null(new FeedStory().Say(0, "OB", ("battery.charge", "100")).Say(5, "OB", ("battery.charge", "90")).At(5).Runtime);
    }

    [Fact]
    public void Is_not_carried_away_by_one_jump_of_the_gauge()
    {
        var story = new FeedStory();
        for (var second = 0; second <= 300; second += 5)
        {
            // A tenth of a percent a second, and a false 20 % for one poll.
            var charge = second == 100 ? "20" : $"{100 - second / 10}";
            story.Say(second, "OB", ("battery.charge", charge));
        }

        Assert.InRange(DischargeSlope.FallPerSecond(story.State.Outage!.Points)!.Value, 0.0008, 0.0012);
    }

    [Fact]
    public void Never_rests_on_more_points_than_are_kept()
    {
        var story = new FeedStory();
        for (var second = 0; second < 5000; second++)
        {
            story.Say(second, "OB", ("battery.charge", $"{100 - second / 50.0:0.##}"));
        }

        Assert.InRange(story.State.Outage!.Points.Length, 2, DischargeSlope.MaxPoints);
        Assert.InRange(DischargeSlope.FallPerSecond(story.State.Outage.Points)!.Value, 0.00019, 0.00021);
    }

    [Fact]
    public void Declared_is_scaled_by_charge_and_less_the_time_on_battery()
    {
        var story = new FeedStory { Config = Declared }.Say(0, "OB", ("battery.charge", "50"));
        Assert.Equal(TimeSpan.FromSeconds(300), story.At(0).Runtime);

        // The charge stands still: the declared total is used up all the same.
        Assert.Equal(TimeSpan.FromSeconds(200), story.Say(100, "OB", ("battery.charge", "50")).At(100).Runtime);

        // And where it falls faster than declared, the charge counts.
        var fast = new FeedStory { Config = Declared }.Say(0, "OB", ("battery.charge", "50")).Say(10, "OB", ("battery.charge", "10")).At(10);
        Assert.Equal(TimeSpan.FromSeconds(60), fast.Runtime);
        Assert.Contains("declared", fast.RuntimeBasis);
    }

    [Fact]
    public void Declared_counts_without_any_charge() =>
        Assert.Equal(TimeSpan.FromSeconds(590), new FeedStory { Config = Declared }.Say(0, "OB").Say(10, "OB").At(10).Runtime);

    [Fact]
    public void Is_the_least_of_all_that_is_known()
    {
        var story = new FeedStory { Config = Declared }.Say(0, "OB", ("battery.charge", "100"), ("battery.runtime", "200"));
        Assert.Equal((TimeSpan.FromSeconds(200), "reported by the UPS"), (story.At(0).Runtime, story.At(0).RuntimeBasis));
    }

    [Fact]
    public void At_low_battery_is_at_most_what_is_reported()
    {
        var feed = new FeedStory().Say(0, "OB", ("battery.runtime", "300")).Say(2, "OB LB", ("battery.runtime", "80")).At(2);
        Assert.Equal((FeedCondition.LowBattery, TimeSpan.FromSeconds(80)), (feed.Condition, feed.Runtime));
    }
}
