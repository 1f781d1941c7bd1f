using Homelab.Domain.Power;

namespace Homelab.Domain.Health;

/// <summary>How health speaks.</summary>
public static class HealthWords
{
    public static string Name(HealthState state) => state switch
    {
        HealthState.Ok => "OK",
        HealthState.Degraded => "DEGRADED",
        HealthState.Down => "DOWN",
        HealthState.Unreachable => "UNREACHABLE",
        HealthState.Maintenance => "MAINTENANCE",
        _ => "UNKNOWN",
    };

    public static string Condition(FeedCondition condition) => condition switch
    {
        FeedCondition.OnLine => "on line",
        FeedCondition.OnBattery => "on battery",
        FeedCondition.LowBattery => "on low battery",
        FeedCondition.ForcedShutdown => "in forced shutdown",
        _ => "unknown",
    };

    internal static string List(IEnumerable<string> names) => string.Join(", ", names);
}
