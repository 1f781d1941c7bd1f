using System.Globalization;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>The energy that passed a UPS, and what it cost.</summary>
/// <param name="TodayKilowattHours">So far, by the lab's calendar.</param>
/// <param name="MonthKilowattHours">Over the last 30 days, today among them.</param>
/// <param name="MonthCost">At the present price; null without one.</param>
/// <param name="Basis">In words: what it rests on and how much of the time was seen; or why there is nothing.</param>
public sealed record FeedEnergy(double? TodayKilowattHours, double? MonthKilowattHours, decimal? MonthCost, string Basis)
{
    private const int Days = 30;

    public static FeedEnergy Of(BatteryRecord battery, EnergyPrice? price)
    {
        if (battery.Days.IsEmpty || battery.Days.All(day => day.CoveredSeconds <= 0))
        {
            return new FeedEnergy(null, null, null, "the UPS tells no load in watts, and lab.yaml no rating");
        }

        var today = battery.Days[^1];
        var month = battery.Days.Where(day => day.Day > today.Day.AddDays(-Days)).ToList();
        var output = month.Sum(day => day.WattHours) / 1000;
        var efficiency = battery.EfficiencyRatio is { } ratio and > 0 ? ratio : 1;
        var words = string.Create(CultureInfo.InvariantCulture, $"load by {battery.Load?.Basis ?? "what it told before"}, seen for {month.Sum(day => day.CoveredSeconds) / 3600:0.#} h of the last {Days} days");
        var loss = battery.EfficiencyRatio is { } known ? string.Create(CultureInfo.InvariantCulture, $"; its own loss at an efficiency of {known:P0} is in it") : "; its own loss is not known and not in it";
        return new FeedEnergy(
            today.WattHours / 1000 / efficiency, output / efficiency, price is null ? null : (decimal)(output / efficiency) * price.PerKilowattHour, words + loss);
    }
}
