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
        };
        Known(view.LoadWatts, value => battery.LoadWatts = value);
        Known(view.EfficiencyRatio, value => battery.EfficiencyRatio = value);
        Known(view.CapacityRatio, value => battery.CapacityRatio = value);
        Known(view.FullRechargeSeconds, value => battery.FullRechargeSeconds = value);
        Known(view.TodayEnergyKilowattHours, value => battery.TodayEnergyKilowattHours = value);
        Known(view.MonthEnergyKilowattHours, value => battery.MonthEnergyKilowattHours = value);
        Known(view.MonthCost, value => battery.MonthCost = value);
        battery.Discharges.AddRange(view.Discharges.Select(Past));
        return battery;
    }

    private static PastDischarge Past(DischargeView view)
    {
        var past = new PastDischarge { BeganWallMs = view.BeganWallMs, End = view.End, Seconds = view.Seconds, CapsRuntime = view.CapsRuntime };
        Known(view.FromChargePercent, value => past.FromChargePercent = value);
        Known(view.ToChargePercent, value => past.ToChargePercent = value);
        Known(view.LoadPercent, value => past.LoadPercent = value);
        return past;
    }
}
