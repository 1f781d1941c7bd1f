namespace Homelab.Domain.Power;

/// <summary>The worst credible load of a feed (P8): the greatest of now and of the last four weeks.</summary>
internal static class WorstLoad
{
    public const int Days = 28;

    public static double? Of(BatteryRecord battery, double? present)
    {
        if (battery.Days.IsEmpty)
        {
            return present;
        }

        var since = battery.Days[^1].Day.AddDays(1 - Days);
        var seen = battery.Days.Where(day => day.Day >= since).Max(day => day.GreatestLoadRatio);
        return seen is null || present > seen ? present : seen;
    }

    /// <summary>That load in watts; without a ratio to scale by it is the present one.</summary>
    public static LoadInWatts? InWatts(BatteryRecord battery, double? present, LoadInWatts? load) =>
        load is not null && present is > 0 && Of(battery, present) is { } worst && worst > present
            ? new LoadInWatts(load.Watts * worst / present.Value, $"{load.Basis}, at the greatest load of the last {Days} days")
            : load;

    /// <summary>The runtime at that load. Without a load nothing can be scaled, and it stays as it is.</summary>
    public static (TimeSpan? Runtime, string Basis) Runtime(BatteryRecord battery, double? present, TimeSpan? runtime)
    {
        if (runtime is not { } known)
        {
            return (null, "the runtime is not known");
        }

        return present is > 0 && Of(battery, present) is { } worst && worst > present
            ? (known * LoadScale.Factor(present, worst), $"at {worst:P0} load, the greatest of the last {Days} days; {present:P0} now")
            : (known, present is > 0 ? $"the present load is the greatest of the last {Days} days" : "the UPS tells no load: at the present one");
    }
}
