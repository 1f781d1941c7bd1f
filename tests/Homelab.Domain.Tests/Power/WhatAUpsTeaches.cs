using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class WhatAUpsTeaches
{
    [Fact]
    public void Watts_are_measured_or_reckoned_from_a_rating_or_unknown()
    {
        var reading = UpsVariables.Read(new Dictionary<string, string> { ["ups.status"] = "OL", ["ups.load"] = "50" });
        Assert.Null(LoadInWatts.Of(DeskStory.Rack, reading));
        Assert.Equal(195, LoadInWatts.Of(DeskStory.Rack with { RatingWatts = 390 }, reading)!.Watts);
        Assert.Equal(250, LoadInWatts.Of(DeskStory.Rack with { RatingWatts = 390 }, reading with { NominalWatts = 500 })!.Watts);
        Assert.Equal(new LoadInWatts(212, "ups.realpower"), LoadInWatts.Of(DeskStory.Rack, reading with { NominalWatts = 500, RealPowerWatts = 212 }));
    }

    [Fact]
    public void Energy_is_counted_by_the_day_and_only_where_it_was_seen()
    {
        var story = new BatteryStory();
        for (var minute = 0; minute < 60; minute++)
        {
            Hold(story, 30);
        }

        // Away for a while: a gap proves nothing of what was in it.
        story.Pass(TimeSpan.FromHours(1));
        Hold(story, 30);
        var day = Assert.Single(story.Battery.Days);
        Assert.Equal(360.0 * 61 / 60, day.WattHours, 2.0);
        Assert.Equal(3600 + 60, day.CoveredSeconds, 10.0);

        Hold(story.Pass(TimeSpan.FromHours(24)), 30);
        Assert.Equal([new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2)], story.Battery.Days.Select(known => known.Day));
        var energy = FeedEnergy.Of(story.Battery, new EnergyPrice(0.5m, "EUR"));
        Assert.Equal(0.372, energy.MonthKilowattHours!.Value, 0.002);
        Assert.InRange(energy.MonthCost!.Value, 0.184m, 0.188m);
        Assert.Contains("its own loss is not known", energy.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void Energy_is_unknown_without_watts() =>
        Assert.Null(FeedEnergy.Of(new BatteryStory().Rest().Battery, new EnergyPrice(1, "EUR")).MonthCost);

    [Fact]
    public void The_worst_load_of_four_weeks_shortens_the_runtime_that_leases_assume_P8()
    {
        var story = new BatteryStory().Rest(load: 20).Rest(load: 80).Rest(load: 20);
        story.Say("OL", ("ups.load", "95"), ("battery.charge", "100"));
        story.Say("OL", ("ups.load", "20"), ("battery.charge", "100"), ("battery.runtime", "1000"));
        Assert.Equal(1000, story.Now.Runtime!.Value.TotalSeconds);
        Assert.Equal(1000 / Math.Pow(4, 1.2), story.Now.WorstRuntime!.Value.TotalSeconds, 1.0);
        Assert.Contains("80", story.Now.WorstBasis, StringComparison.Ordinal);

        story.Pass(TimeSpan.FromDays(30)).Rest(load: 20).Say("OL", ("ups.load", "20"), ("battery.charge", "100"), ("battery.runtime", "1000"));
        Assert.Equal(1000, story.Now.WorstRuntime!.Value.TotalSeconds);
    }

    [Fact]
    public void Efficiency_is_reported_or_measured_when_the_battery_takes_nothing()
    {
        Assert.Equal(0.9, new BatteryStory().Say("OL", ("ups.efficiency", "90")).Battery.EfficiencyRatio);
        var measured = new BatteryStory()
            .Say("OL CHRG", ("ups.realpower", "100"), ("input.realpower", "200"), ("battery.charge", "80"))
            .Say("OL", ("ups.realpower", "100"), ("input.realpower", "125"), ("battery.charge", "100"));
        Assert.Equal(0.8, measured.Battery.EfficiencyRatio!.Value, 6);
    }

    [Fact]
    public void The_recharge_is_learned_below_the_slow_end() =>
        Assert.Equal(10_000, new BatteryStory().Run("OB", 100, 30, 600).Run("OL CHRG", 30, 100, 7000).Battery.FullRecharge!.Value.TotalSeconds, 100.0);

    [Fact]
    public void A_falling_capacity_foretells_the_end_and_a_date_does_where_nothing_was_proven()
    {
        var story = new BatteryStory();
        foreach (var seconds in new[] { 1000, 960, 920 })
        {
            story.Rest().Run("OB", 100, 0, seconds).Rest(20).Rest().Pass(TimeSpan.FromDays(100));
        }

        var forecast = BatteryForecast.Of(story.Battery);
        Assert.Equal(0.92, forecast.CapacityRatio!.Value, 0.01);
        Assert.InRange(forecast.ReplaceBy!.Value, new DateOnly(2027, 5, 1), new DateOnly(2027, 9, 1));

        var dated = BatteryForecast.Of(new BatteryStory().Say("OL", ("battery.date", "2024-05-06")).Battery);
        Assert.Equal((null, new DateOnly(2028, 5, 6)), (dated.CapacityRatio, dated.ReplaceBy));
        var unknown = BatteryForecast.Of(new BatteryStory().Rest().Battery);
        Assert.Null(unknown.ReplaceBy);
        Assert.StartsWith("nothing tells", unknown.Basis, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2001/09/25", "it is the factory's placeholder, not the date of a battery")]
    [InlineData("last spring", "it is not a date")]
    public void A_date_that_is_none_is_rejected_and_named(string text, string why)
    {
        var reading = UpsVariables.Read(new Dictionary<string, string> { ["ups.status"] = "OL", ["battery.date"] = text });
        Assert.Null(reading.BatteryDate);
        Assert.Equal(new RejectedValue("battery.date", text, why), Assert.Single(reading.Rejected));
    }

    [Fact]
    public void What_is_kept_is_bounded()
    {
        var story = new BatteryStory();
        for (var i = 0; i < BatteryRecord.MaxDays + 30; i++)
        {
            story.Run("OB", 100, 90, 20).Rest().Pass(TimeSpan.FromDays(1));
        }

        Assert.Equal((BatteryRecord.MaxDischarges, BatteryRecord.MaxDays), (story.Battery.Discharges.Length, story.Battery.Days.Length));
    }

    [Fact]
    public void A_season_of_blips_pushes_out_nothing_that_a_battery_has_proven()
    {
        var story = new BatteryStory().Rest().Run("OB", 100, 0, 1000).Rest(20).Rest();
        var proof = Assert.Single(story.Battery.Proofs);
        for (var blip = 0; blip < 2 * BatteryRecord.MaxDischarges; blip++)
        {
            story.Run("OB", 100, 100, 4).Rest().Pass(TimeSpan.FromDays(1));
        }

        Assert.Equal([proof], story.Battery.Proofs);
        Assert.Equal(BatteryRecord.MaxDischarges + 1, story.Battery.Discharges.Length);
    }

    private static void Hold(BatteryStory story, int polls)
    {
        for (var i = 0; i < polls; i++)
        {
            story.Say("OL", ("ups.realpower", "360"), ("ups.load", "40"), ("battery.charge", "100"));
        }
    }
}
