using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Views;
using static Homelab.Coordinator.Api.StatusFrames;

namespace Homelab.Coordinator.Api;

/// <summary>What was learned of a UPS, as gRPC carries it.</summary>
internal static class BatteryFrames
{
    public static BatteryStatus Frame(BatteryView view)
    {
        var battery = new BatteryStatus
        {
            LoadBasis = view.LoadBasis,
            BatteryDate = view.BatteryDate ?? "",
            ReplaceBy = view.ReplaceBy ?? "",
            ReplaceBasis = view.ReplaceBasis,
            Currency = view.Currency ?? "",
            EnergyBasis = view.EnergyBasis,
            SelfTest = view.SelfTest,
            SelfTestFinding = view.SelfTestFinding,
        };
        Known(view.LoadWatts, value => battery.LoadWatts = value);
        Known(view.EfficiencyRatio, value => battery.EfficiencyRatio = value);
        Known(view.CapacityRatio, value => battery.CapacityRatio = value);
        Known(view.FullRechargeSeconds, value => battery.FullRechargeSeconds = value);
        Known(view.TodayEnergyKilowattHours, value => battery.TodayEnergyKilowattHours = value);
        Known(view.MonthEnergyKilowattHours, value => battery.MonthEnergyKilowattHours = value);
        Known(view.MonthCost, value => battery.MonthCost = value);
        battery.Discharges.AddRange(view.Discharges.Select(Past));
        battery.Days.AddRange(view.Days.Select(Day));
        battery.SelfTests.AddRange(view.SelfTests.Select(Past));
        return battery;
    }

    private static PastSelfTest Past(SelfTestView view)
    {
        var past = new PastSelfTest { BeganWallMs = view.BeganWallMs, Kind = view.Kind, Outcome = view.Outcome, Result = view.Result, OnBatterySeconds = view.OnBatterySeconds };
        Known(view.FromChargePercent, value => past.FromChargePercent = value);
        Known(view.LeastChargePercent, value => past.LeastChargePercent = value);
        Known(view.LeastVolts, value => past.LeastVolts = value);
        Known(view.RuntimeSeconds, value => past.RuntimeSeconds = value);
        return past;
    }

    private static PastDischarge Past(DischargeView view)
    {
        var past = new PastDischarge { BeganWallMs = view.BeganWallMs, End = view.End, Seconds = view.Seconds, CapsRuntime = view.CapsRuntime };
        Known(view.FromChargePercent, value => past.FromChargePercent = value);
        Known(view.ToChargePercent, value => past.ToChargePercent = value);
        Known(view.LoadPercent, value => past.LoadPercent = value);
        Known(view.LoadWatts, value => past.LoadWatts = value);
        return past;
    }

    private static EnergyDay Day(EnergyDayView view)
    {
        var day = new EnergyDay { Day = view.Day, KilowattHours = view.KilowattHours, CoveredSeconds = view.CoveredSeconds };
        Known(view.GreatestLoadPercent, value => day.GreatestLoadPercent = value);
        return day;
    }
}
