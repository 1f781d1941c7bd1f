using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>The least credible time until empty, and what it rests on.</summary>
/// <param name="Left">Counted from the moment of the assessment, never negative; null where unknown.</param>
internal readonly record struct RuntimeAssessment(TimeSpan? Left, string Basis)
{
    /// <summary>While the battery is in use: what was shown runs down, elapsed time is always subtracted (P6).</summary>
    public static RuntimeAssessment OnBattery(FeedConfig config, FeedState state, FeedOutage outage, BatteryRecord battery, Moment now)
    {
        var candidates = new List<(TimeSpan Left, string Basis)>();
        if (outage.Deadline is { } deadline)
        {
            candidates.Add((deadline.EmptyAt - now, deadline.Basis));
        }

        if (config.DeclaredRuntime is { } declared)
        {
            candidates.Add((declared * (outage.ChargeRatioAtStart ?? 1) - outage.OnBatteryFor(now), "declared runtime less the time on battery"));
            if (state.Reading?.ChargeRatio is { } charge && state.ReadAt is { } readAt)
            {
                candidates.Add((declared * charge - (now - readAt), $"declared runtime at {charge:P0} charge"));
            }
        }

        if (ProvenRuntime.OnBattery(battery, outage, state.Reading, now, state.SupplyAt) is { } proven)
        {
            candidates.Add(proven);
        }

        return Least(candidates, "the UPS reports neither a usable runtime nor a falling charge, and none is declared");
    }

    /// <summary>While the battery is idle: what it would give if the mains went now.</summary>
    public static RuntimeAssessment OnLine(FeedConfig config, FeedState state, bool isFresh, BatteryRecord battery)
    {
        if (state.Reading is { Status.IsBypass: true })
        {
            return new RuntimeAssessment(null, "in bypass the battery does not carry the load");
        }

        var candidates = new List<(TimeSpan Left, string Basis)>();
        if (isFresh && state.Reading?.Runtime is { } reported)
        {
            candidates.Add((reported, "reported by the UPS"));
        }

        if (config.DeclaredRuntime is { } declared)
        {
            var charge = state.Reading?.ChargeRatio;
            candidates.Add((declared * (charge ?? 1), charge is { } known ? $"declared runtime at {known:P0} charge" : "declared runtime"));
        }

        if (ProvenRuntime.OnLine(battery, state.Reading) is { } proven)
        {
            candidates.Add(proven);
        }

        return Least(candidates, isFresh ? "the UPS reports no usable runtime, and none is declared" : "there is no fresh reading, and none is declared");
    }

    private static RuntimeAssessment Least(List<(TimeSpan Left, string Basis)> candidates, string otherwise)
    {
        if (candidates.Count == 0)
        {
            return new RuntimeAssessment(null, otherwise);
        }

        var (left, basis) = candidates.MinBy(candidate => candidate.Left);
        return new RuntimeAssessment(left > TimeSpan.Zero ? left : TimeSpan.Zero, basis);
    }
}
