using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class TriggersOfAFeed
{
    [Fact]
    public void Low_battery_and_FSD_fire_by_themselves_and_nothing_else_does()
    {
        var story = new DeskStory(DeskStory.Rack).OnRack(0, "OL").OnRack(2, "OB DISCHRG", ("battery.charge", "5"), ("ups.load", "150"), ("battery.temperature", "70"));
        Assert.Empty(story.Fired(2000));
        Assert.Equal(["low_battery"], story.OnRack(2001, "OB LB", ("battery.charge", "5")).Fired(2001));
        Assert.Equal(["fsd", "low_battery"], story.OnRack(2002, "FSD OB LB", ("battery.charge", "5")).Fired(2002));
    }

    [Fact]
    public void They_can_be_switched_off_and_the_condition_still_tells()
    {
        var feed = DeskStory.With(new TriggerConfig { LowBattery = false, ForcedShutdown = false }).OnRack(0, "FSD OB LB").At(1);
        Assert.Empty(feed.Fired);
        Assert.Equal(FeedCondition.ForcedShutdown, feed.Condition);
    }

    [Fact]
    public void Time_on_battery_leaves_out_what_was_on_line_P18()
    {
        var story = DeskStory.With(new TriggerConfig { OnBattery = TimeSpan.FromSeconds(30) }).OnRack(0, "OB").OnRack(20, "OL").OnRack(25, "OB");
        Assert.Empty(story.Fired(34));
        var fired = Assert.Single(story.At(40).Fired);
        Assert.Equal(("on_battery", Moment.FromSeconds(35)), (fired.Name, fired.Since));
    }

    [Fact]
    public void Contact_lost_on_battery_fires_and_contact_lost_on_line_does_not()
    {
        var triggers = new TriggerConfig { ContactLost = TimeSpan.FromSeconds(15) };
        var fired = Assert.Single(DeskStory.With(triggers).OnRack(0, "OB").Fail(2, "rack").At(16).Fired);
        Assert.Equal(("contact_lost", Moment.FromSeconds(15)), (fired.Name, fired.Since));
        Assert.Empty(DeskStory.With(triggers).OnRack(0, "OL").Fail(2, "rack").Fired(3600));
    }

    [Fact]
    public void A_charge_must_stay_below_its_limit_for_the_debounce()
    {
        var story = DeskStory.With(new TriggerConfig { ChargeRatio = 0.3 });
        foreach (var (second, charge) in new[] { (0, "40"), (1, "29"), (2, "31"), (3, "30"), (7, "29") })
        {
            Assert.Empty(story.OnRack(second, "OB", ("battery.charge", charge)).Fired(second));
        }

        // Time without a reading proves nothing.
        Assert.Empty(story.Fired(12));
        var fired = Assert.Single(story.OnRack(12, "OB", ("battery.charge", "28")).At(12).Fired);
        Assert.Equal((FiredTrigger.Charge, Moment.FromSeconds(12)), (fired.Name, fired.Since));
        Assert.Equal("rack is down to 28 % of charge, and its limit is 30 %", fired.Why.Replace('\u00a0', ' '));
    }

    [Fact]
    public void What_fired_stays_until_the_value_is_back_for_the_debounce()
    {
        var story = DeskStory.With(new TriggerConfig { ChargeRatio = 0.3, Debounce = TimeSpan.FromSeconds(3) });
        foreach (var second in Enumerable.Range(0, 5))
        {
            story.OnRack(second, "OB", ("battery.charge", "20"));
        }

        Assert.Single(story.OnRack(5, "OB", ("battery.charge", "35")).Fired(5));
        Assert.Single(story.OnRack(6, "OB", ("battery.charge", "20")).Fired(6));
        Assert.Single(story.OnRack(7, "OB", ("battery.charge", "35")).Fired(9));
        Assert.Empty(story.OnRack(10, "OB", ("battery.charge", "35")).Fired(10));
    }

    [Fact]
    public void After_a_silence_as_long_as_the_debounce_one_value_within_its_limit_is_enough()
    {
        var story = DeskStory.With(new TriggerConfig { TemperatureCelsius = 45, Debounce = TimeSpan.FromSeconds(3) });
        foreach (var second in Enumerable.Range(0, 5))
        {
            story.OnRack(second, "OL", ("battery.temperature", "50"));
        }

        Assert.Single(story.Fired(5));
        Assert.Single(story.OnRack(300, "OL", ("battery.temperature", "50")).Fired(300));
        Assert.Empty(story.OnRack(600, "OL", ("battery.temperature", "40")).Fired(600));
    }

    [Fact]
    public void A_runtime_that_runs_down_in_silence_fires()
    {
        var story = DeskStory.With(new TriggerConfig { Runtime = TimeSpan.FromMinutes(5) }).OnRack(0, "OB", ("battery.runtime", "400"));
        Assert.Empty(story.Fired(90));
        Assert.Empty(story.Fired(101));
        Assert.Equal(["runtime"], story.Fired(107));
    }

    [Fact]
    public void A_battery_that_falls_too_fast_fires()
    {
        var story = DeskStory.With(new TriggerConfig { DepletionRatioPerMinute = 0.03 });
        for (var second = 0; second <= 90; second += 5)
        {
            story.OnRack(second, "OB", ("battery.charge", $"{100 - (second / 15)}"));
        }

        Assert.Equal(["depletion"], story.Fired(90));
        Assert.InRange(story.At(90).DepletionRatioPerMinute!.Value, 0.035, 0.045);
    }

    [Fact]
    public void Overload_counts_on_battery_only()
    {
        var story = DeskStory.With(new TriggerConfig { OverloadRatio = 1.1, Debounce = TimeSpan.Zero });
        Assert.Empty(story.OnRack(0, "OL OVER", ("ups.load", "120")).Fired(0));
        Assert.Equal(["overload"], story.OnRack(1, "OB OVER", ("ups.load", "120")).Fired(1));
        Assert.Empty(story.OnRack(2, "OL", ("ups.load", "120")).Fired(2));
    }

    [Fact]
    public void A_hot_battery_gives_the_feed_up_on_line_too()
    {
        var story = DeskStory.With(new TriggerConfig { TemperatureCelsius = 55 });
        story.OnRack(0, "OL", ("battery.temperature", "60"), ("battery.runtime", "900"));
        Assert.Equal(FeedCondition.OnLine, story.At(1).Condition);
        var feed = story.OnRack(5, "OL", ("battery.temperature", "61"), ("battery.runtime", "900")).At(5);
        Assert.Equal((FeedCondition.ForcedShutdown, true, null, null), (feed.Condition, feed.IsGivenUp, feed.Runtime, feed.OnLineSince));
        Assert.Contains("not on battery: rack is at 61 C", feed.Detail, StringComparison.Ordinal);
        story.OnRack(6, "OL", ("battery.temperature", "40"));
        Assert.Equal(FeedCondition.OnLine, story.OnRack(11, "OL", ("battery.temperature", "40")).At(11).Condition);
    }
}
