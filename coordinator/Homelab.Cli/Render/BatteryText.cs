using System.Globalization;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>What was learned of a UPS, one line a question; each says what it rests on.</summary>
public static class BatteryText
{
    private const int PastShown = 3;

    public static void Write(Sheet sheet, FeedStatus feed, LabTime time)
    {
        if (feed.Battery is not { } battery)
        {
            return;
        }

        sheet.Blank();
        sheet.Line(new(feed.Name, Tone.Strong), " as learned:");
        foreach (var line in Lines(feed, battery))
        {
            sheet.Line($"  {line}");
        }

        foreach (var past in battery.Discharges.Take(PastShown))
        {
            sheet.Line($"  {time.Full(past.BeganWallMs)}: {Past(past)}");
        }
    }

    /// <summary>The health of the battery in a line, for <c>homelab status</c>; null where the feed has none that is known.</summary>
    public static string? Health(FeedStatus feed) => feed.Battery is not { } battery || StateWords.IsMains(feed) ? null
        : string.Join("; ", [
            Wear(battery),
            battery.SelfTest.Length > 0 ? $"self-test {battery.SelfTest}" : "no self-test is known",
            .. battery.SelfTestFinding.Length > 0 ? [battery.SelfTestFinding] : Array.Empty<string>(),
        ]);

    private static string Wear(BatteryStatus battery) =>
        $"{(battery.HasCapacityRatio ? Text($"capacity {battery.CapacityRatio * 100:0} % of its best; ") : "")}"
        + $"{(battery.ReplaceBy.Length > 0 ? $"replace by {battery.ReplaceBy}" : "replacement unknown")} ({battery.ReplaceBasis})";

    private static IEnumerable<string> Lines(FeedStatus feed, BatteryStatus battery)
    {
        yield return battery.HasLoadWatts
            ? Text($"load {battery.LoadWatts:0.#} W ({battery.LoadBasis}){(battery.HasEfficiencyRatio ? Text($"; efficiency {battery.EfficiencyRatio * 100:0} %") : "")}")
            : "load in watts unknown: the UPS tells none, and lab.yaml no rating";
        if (feed.HasWorstRuntimeSeconds)
        {
            yield return $"{Duration.Seconds(feed.WorstRuntimeSeconds)} at the worst load ({feed.WorstRuntimeBasis})";
        }

        yield return Wear(battery);
        if (battery.SelfTest.Length > 0)
        {
            yield return $"self-test {battery.SelfTest}";
        }

        if (battery.SelfTestFinding.Length > 0)
        {
            yield return battery.SelfTestFinding;
        }

        if (battery.HasFullRechargeSeconds)
        {
            yield return $"from empty to full in {Duration.Seconds(battery.FullRechargeSeconds)}";
        }

        yield return battery.HasMonthEnergyKilowattHours
            ? Text($"energy {battery.TodayEnergyKilowattHours:0.##} kWh today, {battery.MonthEnergyKilowattHours:0.#} kWh in 30 days")
                + (battery.HasMonthCost ? Text($", {battery.MonthCost:0.00} {battery.Currency}") : "") + $" ({battery.EnergyBasis})"
            : $"energy unknown: {battery.EnergyBasis}";
        yield return battery.Discharges.Count > 0 ? "past discharges:" : "no discharge was seen yet, so nothing is proven";
    }

    private static string Past(PastDischarge past)
    {
        var from = past.HasFromChargePercent ? Text($"{past.FromChargePercent:0} %") : "unknown";
        var to = past.HasToChargePercent ? Text($"{past.ToChargePercent:0} %") : "unknown";
        var end = past.End switch
        {
            "MAINS_RETURNED" => "until the mains returned",
            "LOW_BATTERY" => "to low battery",
            "EMPTY" => "to empty",
            "TEST" => "as a test",
            _ => "its end not seen",
        };
        var load = past.HasLoadPercent ? Text($" at {past.LoadPercent:0} % load") : "";
        return $"{Duration.Seconds(past.Seconds)} from {from} to {to}{load}, {end}; {(past.CapsRuntime ? "caps the runtime" : "a lower bound only")}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
