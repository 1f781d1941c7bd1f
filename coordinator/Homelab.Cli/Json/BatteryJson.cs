using Homelab.Contracts.V1;

namespace Homelab.Cli.Json;

public sealed record TriggerJson(string Name, double SinceSeconds, string Why)
{
    public static TriggerJson Of(FiredTrigger fired) => new(fired.Name, fired.SinceSeconds, fired.Why);
}

public sealed record BatteryJson(
    double? LoadWatts,
    string LoadBasis,
    double? EfficiencyRatio,
    string? BatteryDate,
    double? CapacityRatio,
    string? ReplaceBy,
    string ReplaceBasis,
    double? FullRechargeSeconds,
    double? TodayEnergyKilowattHours,
    double? MonthEnergyKilowattHours,
    double? MonthCost,
    string? Currency,
    string EnergyBasis,
    IReadOnlyList<DischargeJson> Discharges,
    IReadOnlyList<EnergyDayJson> Days,
    string? SelfTest,
    string? SelfTestFinding,
    IReadOnlyList<SelfTestJson> SelfTests)
{
    public static BatteryJson? Of(BatteryStatus? battery) => battery is null ? null : new(
        Number.Of(battery.HasLoadWatts, battery.LoadWatts),
        battery.LoadBasis,
        Number.Of(battery.HasEfficiencyRatio, battery.EfficiencyRatio),
        Known(battery.BatteryDate),
        Number.Of(battery.HasCapacityRatio, battery.CapacityRatio),
        Known(battery.ReplaceBy),
        battery.ReplaceBasis,
        Number.Of(battery.HasFullRechargeSeconds, battery.FullRechargeSeconds),
        Number.Of(battery.HasTodayEnergyKilowattHours, battery.TodayEnergyKilowattHours),
        Number.Of(battery.HasMonthEnergyKilowattHours, battery.MonthEnergyKilowattHours),
        Number.Of(battery.HasMonthCost, battery.MonthCost),
        Known(battery.Currency),
        battery.EnergyBasis,
        [.. battery.Discharges.Select(DischargeJson.Of)],
        [.. battery.Days.Select(EnergyDayJson.Of)],
        Known(battery.SelfTest),
        Known(battery.SelfTestFinding),
        [.. battery.SelfTests.Select(SelfTestJson.Of)]);

    private static string? Known(string text) => text.Length > 0 ? text : null;
}

public sealed record DischargeJson(
    long BeganWallMs, string End, double Seconds, double? FromChargePercent, double? ToChargePercent, double? LoadPercent, double? LoadWatts, bool CapsRuntime)
{
    public static DischargeJson Of(PastDischarge past) => new(
        past.BeganWallMs,
        past.End,
        past.Seconds,
        Number.Of(past.HasFromChargePercent, past.FromChargePercent),
        Number.Of(past.HasToChargePercent, past.ToChargePercent),
        Number.Of(past.HasLoadPercent, past.LoadPercent),
        Number.Of(past.HasLoadWatts, past.LoadWatts),
        past.CapsRuntime);
}

public sealed record EnergyDayJson(string Day, double KilowattHours, double CoveredSeconds, double? GreatestLoadPercent)
{
    public static EnergyDayJson Of(EnergyDay day) => new(day.Day, day.KilowattHours, day.CoveredSeconds, Number.Of(day.HasGreatestLoadPercent, day.GreatestLoadPercent));
}

public sealed record SelfTestJson(
    long BeganWallMs, string Kind, string Outcome, string Result, double OnBatterySeconds, double? FromChargePercent, double? LeastChargePercent, double? LeastVolts, double? RuntimeSeconds)
{
    public static SelfTestJson Of(PastSelfTest past) => new(
        past.BeganWallMs,
        past.Kind,
        past.Outcome,
        past.Result,
        past.OnBatterySeconds,
        Number.Of(past.HasFromChargePercent, past.FromChargePercent),
        Number.Of(past.HasLeastChargePercent, past.LeastChargePercent),
        Number.Of(past.HasLeastVolts, past.LeastVolts),
        Number.Of(past.HasRuntimeSeconds, past.RuntimeSeconds));
}
