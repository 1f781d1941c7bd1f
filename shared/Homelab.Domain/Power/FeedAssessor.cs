using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>Concludes what can be said of a feed at a moment. Contact lost on line is unknown; contact lost on battery is on battery (P9).</summary>
public static class FeedAssessor
{
    public static FeedAssessment Assess(FeedConfig config, PolicyConfig policy, FeedState state, Moment now) =>
        Assess(config, policy, state, now, BatteryRecord.Empty);

    /// <param name="battery">What was learned of this UPS.</param>
    public static FeedAssessment Assess(FeedConfig config, PolicyConfig policy, FeedState state, Moment now, BatteryRecord battery)
    {
        if (config.IsMains)
        {
            return Mains(config, now);
        }

        var isFresh = state.SupplyAt is { } at && now - at <= policy.MaxAge;
        var outage = Silenced(state, isFresh);
        var isOnBattery = outage is { SpellSince: not null };
        var runtime = isOnBattery
            ? RuntimeAssessment.OnBattery(config, state, outage!, battery, now)
            : RuntimeAssessment.OnLine(config, state, isFresh, battery);
        var worst = WorstLoad.Runtime(battery, state.Reading?.LoadRatio, runtime.Left);
        var load = state.Reading is { } reading ? LoadInWatts.Of(config, reading) : null;
        var isStale = state.ReadAt is not { } readAt || now - readAt > policy.MaxAge;
        return new FeedAssessment
        {
            Feed = config.Name,
            Condition = isOnBattery ? Battery(outage!) : isFresh ? FeedCondition.OnLine : FeedCondition.Unknown,
            OnBatterySince = outage?.Since,
            OnBatteryFor = outage?.OnBatteryFor(now) ?? TimeSpan.Zero,
            LowBatterySince = isOnBattery ? outage!.UrgentSince : null,
            Fired = isOnBattery ? PlainTriggers.Of(config, state, outage!, now) : [],
            DepletionRatioPerMinute = isOnBattery ? DischargeSlope.FallPerSecond(outage!.Points) * 60 : null,
            TemperatureCelsius = state.Reading?.TemperatureCelsius,
            OnLineSince = isFresh && outage is null ? SteadySince(state, policy) : null,
            LastReading = state.ReadAt,
            IsStale = isStale,
            Runtime = runtime.Left,
            RuntimeAt = now,
            RuntimeBasis = runtime.Basis,
            ReportedRuntime = isStale ? null : state.Reading?.Runtime,
            WorstRuntime = worst.Runtime,
            WorstBasis = worst.Basis,
            ChargeRatio = state.Reading?.ChargeRatio,
            LoadRatio = state.Reading?.LoadRatio,
            Load = load,
            WorstLoad = WorstLoad.InWatts(battery, state.Reading?.LoadRatio, load),
            NominalWatts = state.Reading?.NominalWatts,
            RawStatus = state.Reading?.Status.Raw ?? "",
            Rejected = state.Reading?.Rejected ?? [],
            Logins = state.Reading?.Logins ?? [],
            Outlets = state.Reading?.Outlets ?? ImmutableSortedDictionary<int, OutletReading>.Empty,
            HasLeftOverShutdown = state.HasLeftOverShutdown,
            Detail = FeedDetail.Of(state, outage, isFresh, now),
        };
    }

    /// <summary>The outage as silence leaves it: mains that came back and were not heard of again count as gone since then.</summary>
    private static FeedOutage? Silenced(FeedState state, bool isFresh) =>
        state.Outage is { SpellSince: null } outage && !isFresh ? outage with { SpellSince = state.SupplyAt } : state.Outage;

    private static FeedCondition Battery(FeedOutage outage) =>
        outage.IsForcedShutdown ? FeedCondition.ForcedShutdown
        : outage.IsLowBattery ? FeedCondition.LowBattery
        : FeedCondition.OnBattery;

    /// <summary>By readings only: time that passes without one proves nothing.</summary>
    private static Moment? SteadySince(FeedState state, PolicyConfig policy) =>
        state is { OnLineSince: { } since, SupplyAt: { } last } && last - since >= policy.Debounce ? since : null;

    private static FeedAssessment Mains(FeedConfig config, Moment now) => new()
    {
        Feed = config.Name,
        Condition = FeedCondition.Unknown,
        IsMains = true,
        RuntimeAt = now,
        RuntimeBasis = "the bare mains have no battery",
        Detail = "Nothing measures the bare mains; they are seen by what they power.",
    };
}
