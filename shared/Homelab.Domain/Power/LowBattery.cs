namespace Homelab.Domain.Power;

/// <summary>
/// When a UPS will raise LB. Its thresholds (battery.charge.low, battery.runtime.low of nut-names(5)) are seldom told, so the common defaults
/// count: a fifth of the charge, or two minutes, whichever comes first.
/// </summary>
public static class LowBattery
{
    public const double ChargeRatio = 0.2;

    public static readonly TimeSpan Runtime = TimeSpan.FromMinutes(2);

    /// <summary>Null where it tells no runtime.</summary>
    public static Moment? At(FeedAssessment feed)
    {
        if (feed.Condition is FeedCondition.LowBattery or FeedCondition.ForcedShutdown)
        {
            return feed.LowBatterySince ?? feed.RuntimeAt;
        }

        if (feed is not { Runtime: { } left, EmptyAt: { } empty })
        {
            return null;
        }

        var whole = feed.ChargeRatio is { } charge and > 0 ? left / charge : left + feed.OnBatteryFor;
        var low = whole * ChargeRatio;
        return Moment.Max(feed.RuntimeAt, empty - (low > Runtime ? low : Runtime));
    }
}
