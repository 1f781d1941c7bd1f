using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Time on battery accumulates over flapping (P18).</summary>
internal static class TimeOnBattery
{
    /// <summary>When it would have begun without the spells on line between: as constant as the outage's own beginning.</summary>
    public static Moment Began(FeedAssessment feed, Moment now) =>
        feed.OnBatteryFor > TimeSpan.Zero ? feed.RuntimeAt - feed.OnBatteryFor : feed.OnBatterySince ?? now;
}
