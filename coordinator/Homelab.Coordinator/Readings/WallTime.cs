namespace Homelab.Coordinator.Readings;

/// <summary>A wall time for readings of a clock that cannot be trusted: from CLOCK_BOOTTIME, which is measured against ours while a stream lives.</summary>
internal static class WallTime
{
    /// <summary>2024-01-01: a clock before it was never set.</summary>
    private const long EarliestMs = 1_704_067_200_000;
    private const long MostAheadMs = 60L * 60 * 1000;

    public static (long WallMs, bool IsEstimated) Of(long wallMs, bool isSynchronised, long boottimeNs, long bootOffsetMs, long arrivalMs)
    {
        var isPlausible = wallMs >= EarliestMs && wallMs <= arrivalMs + MostAheadMs;
        if (isPlausible && isSynchronised)
        {
            return (wallMs, false);
        }

        if (bootOffsetMs != 0)
        {
            return (Math.Clamp(bootOffsetMs + boottimeNs / 1_000_000, Math.Min(EarliestMs, arrivalMs), arrivalMs), true);
        }

        return (isPlausible ? wallMs : arrivalMs, true);
    }
}
