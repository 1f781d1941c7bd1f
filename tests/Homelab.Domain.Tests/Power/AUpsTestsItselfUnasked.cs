using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

/// <summary>Many a UPS tests its battery every two weeks by itself, and shows it as plain OB; what its driver says of the test is the only word of it.</summary>
public sealed class AUpsTestsItselfUnasked
{
    private static readonly (string, string) Full = ("battery.runtime", "1200");

    private static DeskStory Quiet(string result = "Done and passed") =>
        new DeskStory(DeskStory.Rack, DeskStory.Desk).OnRack(0, "OL", ("ups.test.result", result)).OnRack(2, "OL", ("ups.test.result", result));

    private static DeskStory Tests(DeskStory story, double from, double to, string status = "OB DISCHRG", string result = "In progress", params ReadOnlySpan<(string Name, string Value)> more)
    {
        for (var second = from; second <= to; second += 2)
        {
            story.OnRack(second, status, [("ups.test.result", result), Full, .. more]);
        }

        return story;
    }

    [Theory]
    [InlineData("In progress")]
    [InlineData("in progress")]
    [InlineData("Test in progress")]
    public void And_that_is_no_outage(string result)
    {
        var feed = Tests(Quiet(), 4, 16, result: result).At(17);
        Assert.Equal((FeedCondition.OnLine, null), (feed.Condition, feed.OnBatterySince));
        Assert.Equal($"It tests its battery by itself ({result}): this is no outage, for 60 s at most.", feed.Detail);
        Assert.Empty(feed.Fired);
    }

    [Fact]
    public void Also_where_the_driver_said_so_before_the_battery_carried_the_load() =>
        Assert.Equal(FeedCondition.OnLine, Tests(Tests(Quiet(), 4, 10, "OL"), 12, 24).At(25).Condition);

    [Fact]
    public void But_after_a_minute_it_is_one_though_the_word_still_stands()
    {
        var story = Tests(Quiet(), 4, 64);
        Assert.Equal(FeedCondition.OnLine, story.At(64).Condition);
        var feed = Tests(story, 66, 66).At(66);
        Assert.Equal(FeedCondition.OnBattery, feed.Condition);
        Assert.Contains("It says of its test \"In progress\", which does not outweigh the rest", feed.Detail);
    }

    [Fact]
    public void But_a_minute_counts_from_the_word_and_not_from_the_battery() =>
        Assert.Equal(FeedCondition.OnBattery, Tests(Tests(Quiet(), 4, 64, "OL"), 66, 70).At(70).Condition);

    [Fact]
    public void But_a_word_that_stood_there_from_the_beginning_hides_nothing() =>
        Assert.Equal(FeedCondition.OnBattery, Tests(Quiet("In progress"), 4, 6).At(7).Condition);

    [Fact]
    public void But_a_word_that_came_while_nobody_looked_hides_nothing() =>
        Assert.Equal(FeedCondition.OnBattery, Tests(Quiet(), 120, 122).At(123).Condition);

    [Fact]
    public void But_a_word_where_none_was_told_before_hides_nothing() =>
        Assert.Equal(FeedCondition.OnBattery, Tests(new DeskStory(DeskStory.Rack).OnRack(0, "OL").OnRack(2, "OL"), 4, 6).At(7).Condition);

    [Theory]
    [InlineData("No test initiated")]
    [InlineData("Test scheduled")]
    [InlineData("No test in progress")]
    [InlineData("Done and passed")]
    [InlineData("Aborted")]
    [InlineData("")]
    public void But_another_word_hides_nothing(string result) =>
        Assert.Equal(FeedCondition.OnBattery, Tests(Quiet("Done and warning"), 4, 6, result: result).At(7).Condition);

    [Theory]
    [InlineData("OB LB DISCHRG", "input.voltage", "230")]
    [InlineData("FSD OB", "input.voltage", "230")]
    [InlineData("OB DISCHRG", "input.voltage", "0.0")]
    [InlineData("OB DISCHRG", "battery.charge", "49")]
    [InlineData("OB DISCHRG", "battery.runtime", "299")]
    public void But_low_battery_a_forced_shutdown_dead_mains_or_little_left_are_one_at_once(string status, string variable, string value) =>
        Assert.True(Tests(Quiet(), 4, 4, status, more: (variable, value)).At(4).IsDying);

    [Theory]
    [InlineData("90", FeedCondition.OnLine)]
    [InlineData("89", FeedCondition.OnBattery)]
    [InlineData(null, FeedCondition.OnBattery)]
    public void But_without_a_runtime_only_a_full_battery_waits(string? charge, FeedCondition condition)
    {
        (string, string)[] told = charge is null ? [("ups.test.result", "In progress")] : [("ups.test.result", "In progress"), ("battery.charge", charge)];
        Assert.Equal(condition, Quiet().OnRack(4, "OB DISCHRG", told).At(4).Condition);
    }

    [Fact]
    public void But_beside_another_UPS_on_battery_it_is_one()
    {
        var story = Tests(Quiet().Say(2, "desk", "OL"), 4, 6);
        Assert.Equal(FeedCondition.OnLine, story.At(6).Condition);
        story.Say(7, "desk", "OB DISCHRG");
        Assert.Equal(FeedCondition.OnBattery, Tests(story, 8, 8).At(8).Condition);
    }

    [Fact]
    public void But_contact_that_is_lost_in_it_is_on_battery_as_in_any_test() =>
        Assert.Equal(FeedCondition.OnBattery, Tests(Quiet(), 4, 8).Fail(10, "rack").At(11).Condition);

    [Fact]
    public void But_an_outage_that_runs_is_not_ended_by_the_word()
    {
        var story = Tests(Quiet(), 4, 10, result: "Done and passed");
        Assert.Equal(FeedCondition.OnBattery, Tests(story, 12, 20).At(21).Condition);
    }

    [Fact]
    public void And_the_next_one_is_none_either()
    {
        var story = Tests(Tests(Quiet(), 4, 16), 18, 90, "OL", "Done and passed");
        Assert.Equal(FeedCondition.OnLine, Tests(story, 92, 104).At(105).Condition);
    }

    [Fact]
    public void And_what_it_took_from_the_battery_is_no_outage_in_what_is_learned()
    {
        var story = new BatteryStory();
        for (var second = 0; second < 20; second += 2)
        {
            story.Say(second < 4 ? "OL" : "OB DISCHRG", ("ups.test.result", second < 4 ? "No test initiated" : "In progress"), Full, ("battery.charge", "97"));
        }

        Assert.True(story.Battery.Open?.IsTest);
        Assert.Empty(story.Say("OL", ("ups.test.result", "Done and passed")).Battery.Discharges);
    }
}
