using System.Globalization;

namespace Homelab.Domain.Power;

/// <summary>What past discharges let count (P13): the least that the last three proofs give, scaled to charge and load.</summary>
internal static class ProvenRuntime
{
    private const int Counted = 3;

    /// <summary>In an outage: what was proven, less what this outage has taken since it began, however the gauge reads (P6).</summary>
    public static (TimeSpan Left, string Basis)? OnBattery(BatteryRecord battery, FeedOutage outage, FeedReading? reading, Moment now, Moment? readAt)
    {
        var elapsed = outage.OnBatteryFor(now);
        return Least(battery, past =>
        {
            var total = past.FullRuntime!.Value * (outage.ChargeRatioAtStart ?? 1);
            if (past.LoadRatio is not > 0 || reading?.LoadRatio is not { } load || outage.LoadSeconds is not { } drawn)
            {
                return total - elapsed;
            }

            // Time at another load than the proven one counts as what it drew, at least in proportion.
            var unread = readAt is { } at && now > at && outage.SpellSince is not null ? load * (now - at).TotalSeconds : 0;
            var left = total - TimeSpan.FromSeconds((drawn + unread) / past.LoadRatio.Value);
            return left * LoadScale.Factor(past.LoadRatio, load);
        }, "less what this outage took");
    }

    /// <summary>On line: what it would give if the mains went now.</summary>
    public static (TimeSpan Left, string Basis)? OnLine(BatteryRecord battery, FeedReading? reading) => Least(
        battery,
        past => past.FullRuntime!.Value * (reading?.ChargeRatio ?? 1) * LoadScale.Factor(past.LoadRatio, reading?.LoadRatio),
        "at the present charge and load");

    private static (TimeSpan Left, string Basis)? Least(BatteryRecord battery, Func<Discharge, TimeSpan> left, string how)
    {
        var proofs = battery.Proofs.TakeLast(Counted).Select(past => (Past: past, Left: left(past))).ToList();
        if (proofs.Count == 0)
        {
            return null;
        }

        var least = proofs.MinBy(proof => proof.Left);
        return (least.Left > UpsVariables.MaxRuntime ? UpsVariables.MaxRuntime : least.Left, $"proven on {Day(least.Past)} ({Words(least.Past)}), {how}");
    }

    private static string Day(Discharge past) => past.Began.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Words(Discharge past)
    {
        var from = past.FromChargeRatio is { } charge ? $"from {charge:P0} " : "";
        var to = past.End switch
        {
            DischargeEnd.LowBattery => "to low battery",
            DischargeEnd.Empty => "to empty",
            _ => $"to {past.ToChargeRatio:P0}",
        };
        return $"{past.Duration.TotalSeconds:0} s {from}{to}{(past.LoadRatio is { } load ? $" at {load:P0} load" : "")}";
    }
}
