using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

/// <summary>P13, and the proven totals of P6.</summary>
public sealed class PastDischargesCapTheRuntime
{
    [Fact]
    public void One_that_went_to_low_battery_caps_whatever_the_UPS_reports()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 60, 300).Run("OB LB", 60, 58, 10).Rest(60).Rest();
        var past = Assert.Single(story.Battery.Discharges);
        Assert.Equal((DischargeEnd.LowBattery, true), (past.End, past.IsProof));
        Assert.InRange(past.Duration.TotalSeconds, 298, 306);

        story.Say("OL", ("battery.charge", "100"), ("battery.runtime", "3000"), ("ups.load", "40"));
        Assert.Equal(past.Duration.TotalSeconds, story.Now.Runtime!.Value.TotalSeconds, 1);
        Assert.StartsWith("proven on 2026-03-01 (", story.Now.RuntimeBasis, StringComparison.Ordinal);
        Assert.Contains("to low battery at 40", story.Now.RuntimeBasis, StringComparison.Ordinal);
    }

    [Fact]
    public void One_over_twenty_points_caps_at_its_pace()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 75, 250).Rest(75).Rest();
        Assert.True(Assert.Single(story.Battery.Discharges) is { End: DischargeEnd.MainsReturned, IsProof: true });
        Assert.Equal(1000, story.Now.Runtime!.Value.TotalSeconds, 30.0);
    }

    [Fact]
    public void One_that_returning_mains_ended_is_a_lower_bound_and_never_a_cap()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 85, 60).Rest(85).Rest();
        Assert.True(Assert.Single(story.Battery.Discharges) is { End: DischargeEnd.MainsReturned, IsProof: false });
        Assert.Null(story.Now.Runtime);
        story.Say("OL", ("battery.charge", "100"), ("battery.runtime", "3000"));
        Assert.Equal("reported by the UPS", story.Now.RuntimeBasis);
    }

    [Fact]
    public void Low_battery_in_the_first_seconds_at_a_high_charge_proves_nothing()
    {
        var story = new BatteryStory().Rest().Run("OB LB", 100, 99, 8).Rest(99).Rest();
        Assert.False(Assert.Single(story.Battery.Discharges).IsProof);
    }

    [Fact]
    public void The_time_of_this_outage_is_subtracted_from_what_was_proven_P6()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 0, 600).Rest(20).Rest();
        var proven = story.Now.Runtime!.Value;
        story.Run("OB", 100, 99, 100);
        Assert.Equal((proven - TimeSpan.FromSeconds(102)).TotalSeconds, story.Now.Runtime!.Value.TotalSeconds, 4.0);
        Assert.Contains("less what this outage took", story.Now.RuntimeBasis, StringComparison.Ordinal);

        // Contact lost: the clock runs on.
        var before = story.Now.Runtime!.Value;
        story.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal((before - TimeSpan.FromSeconds(60)).TotalSeconds, story.Now.Runtime!.Value.TotalSeconds, 1.0);
    }

    [Fact]
    public void Time_at_a_greater_load_counts_for_more()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 0, 600).Rest(20).Rest();
        var drawn = story.Run("OB", 100, 99, 100, load: 80).Run("OB", 99, 99, 2, load: 40).Now.Runtime!.Value;
        Assert.InRange(drawn.TotalSeconds, 588 - 215, 588 - 195);
    }

    [Fact]
    public void A_greater_load_shortens_it_more_than_in_proportion_and_a_smaller_lengthens_it_no_more_than_that()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 0, 600).Rest(20).Rest();
        var at40 = story.Now.Runtime!.Value.TotalSeconds;
        Assert.Equal(at40 / Math.Pow(2, 1.2), story.Rest(load: 80).Now.Runtime!.Value.TotalSeconds, 2.0);
        Assert.Equal(at40 * 2, story.Rest(load: 20).Now.Runtime!.Value.TotalSeconds, 2.0);
        Assert.Equal(at40 * 4, story.Rest(load: 1).Now.Runtime!.Value.TotalSeconds, 2.0);
    }

    [Fact]
    public void It_is_scaled_by_the_charge_so_a_second_outage_before_the_recharge_is_shorter()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 0, 600).Rest(20).Rest(50);
        Assert.Equal(300, story.Now.Runtime!.Value.TotalSeconds, 10.0);
        Assert.Equal(300, story.Run("OB", 50, 49, 4).Now.Runtime!.Value.TotalSeconds, 15.0);
    }

    [Fact]
    public void The_least_of_the_last_three_counts_and_older_ones_are_forgotten()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 0, 200).Rest(20).Rest();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            story.Run("OB", 100, 0, 600).Rest(20).Rest();
        }

        Assert.Equal(200, story.Now.Runtime!.Value.TotalSeconds, 10.0);
        Assert.Equal(600, story.Run("OB", 100, 0, 600).Rest(20).Rest().Now.Runtime!.Value.TotalSeconds, 15.0);
    }

    [Fact]
    public void A_newer_battery_begins_afresh()
    {
        var story = new BatteryStory();
        story.Say("OL", ("battery.date", "2022/01/10")).Run("OB", 100, 0, 200).Rest(20).Rest();
        Assert.NotNull(story.Now.Runtime);
        story.Say("OL", ("battery.charge", "100"), ("battery.date", "2026/02/20"));
        Assert.Null(story.Now.Runtime);
        Assert.Single(story.Battery.Discharges);
        Assert.Equal(new DateOnly(2026, 2, 20), story.Battery.BatteryDate);
    }

    [Fact]
    public void A_coordinator_that_died_in_it_knows_what_it_saw_and_claims_no_end()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 90, 200).Restart();
        Assert.True(Assert.Single(story.Battery.Discharges) is { End: DischargeEnd.Unseen, IsProof: false });
        Assert.Equal(DischargeEnd.Empty, Assert.Single(new BatteryStory().Rest().Run("OB", 100, 0, 200).Restart().Battery.Discharges).End);
    }

    [Fact]
    public void A_self_test_is_no_outage_and_a_whole_calibration_is_a_proof()
    {
        var tested = new BatteryStory().Rest().Run("OL DISCHRG TEST", 100, 97, 20).Rest();
        Assert.Empty(tested.Battery.Discharges);
        Assert.Null(tested.Now.OnBatterySince);

        var calibrated = new BatteryStory().Rest().Run("OL CAL DISCHRG", 100, 20, 800);
        Assert.Equal(FeedCondition.OnLine, calibrated.Now.Condition);
        Assert.True(Assert.Single(calibrated.Rest(20).Battery.Discharges) is { End: DischargeEnd.Test, IsProof: true });
        Assert.Equal(1000, calibrated.Rest().Now.Runtime!.Value.TotalSeconds, 30.0);
    }
}
