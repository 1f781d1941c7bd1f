using System.Globalization;
using Homelab.Coordinator.Api.Views;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Coordinator.Api;

/// <summary>What was learned of a UPS, as the API shows it.</summary>
internal static class BatteryViews
{
    private const int Discharges = 16;
    private const int Days = 30;
    private const int SelfTests = 16;

    public static BatteryView Of(BatteryRecord battery, EnergyPrice? price)
    {
        var forecast = BatteryForecast.Of(battery);
        var energy = FeedEnergy.Of(battery, price);
        return new BatteryView(
            Rounded(battery.Load?.Watts, 1),
            battery.Load?.Basis ?? "",
            Rounded(battery.EfficiencyRatio, 3),
            Day(battery.BatteryDate),
            Rounded(forecast.CapacityRatio, 3),
            Day(forecast.ReplaceBy),
            forecast.Basis,
            Rounded(battery.FullRecharge?.TotalSeconds, 0),
            Rounded(energy.TodayKilowattHours, 3),
            Rounded(energy.MonthKilowattHours, 3),
            energy.MonthCost is { } cost ? (double)Math.Round(cost, 2) : null,
            energy.MonthCost is null ? null : price?.Currency,
            energy.Basis,
            [.. battery.Discharges.Reverse().Take(Discharges).Select(Of)],
            [.. battery.Days.Reverse().Take(Days).Select(Of)])
        {
            SelfTest = SelfTestWords.Last(battery),
            SelfTests = [.. battery.Tests.Reverse().Take(SelfTests).Select(Of)],
        };
    }

    private static SelfTestView Of(SelfTest test) => new(
        test.Began.ToUnixTimeMilliseconds(),
        SelfTestWords.Word(test.Kind),
        test.Outcome.ToString().ToUpperInvariant(),
        test.Result,
        Math.Round(test.Course.OnBattery.TotalSeconds, 1),
        FeedViews.Percent(test.Course.FromChargeRatio),
        FeedViews.Percent(test.Course.LeastChargeRatio),
        Rounded(test.Course.LeastVolts, 2),
        Rounded(test.Course.Runtime?.TotalSeconds, 0));

    private static DischargeView Of(Discharge past) => new(
        past.Began.ToUnixTimeMilliseconds(),
        Word(past.End),
        Math.Round(past.Duration.TotalSeconds, 1),
        FeedViews.Percent(past.FromChargeRatio),
        FeedViews.Percent(past.ToChargeRatio),
        FeedViews.Percent(past.LoadRatio),
        Rounded(past.LoadWatts, 1),
        past.IsProof);

    private static EnergyDayView Of(FeedDay day) => new(
        Day(day.Day)!, Math.Round(day.WattHours / 1000, 3), Math.Round(day.CoveredSeconds), FeedViews.Percent(day.GreatestLoadRatio));

    private static string Word(DischargeEnd end) => end switch
    {
        DischargeEnd.MainsReturned => "MAINS_RETURNED",
        DischargeEnd.LowBattery => "LOW_BATTERY",
        DischargeEnd.Empty => "EMPTY",
        DischargeEnd.Test => "TEST",
        _ => "UNSEEN",
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static double? Rounded(double? value, int digits) => Finite.OrNull(value) is { } known ? Math.Round(known, digits) : null;
}
