using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>Triggers that need no memory of their own: what the status says, and what time alone brings about.</summary>
internal static class PlainTriggers
{
    public static ImmutableArray<FiredTrigger> Of(FeedConfig feed, FeedState state, FeedOutage outage, Moment now)
    {
        var triggers = feed.Triggers;
        var fired = ImmutableArray.CreateBuilder<FiredTrigger>();
        if (triggers.ForcedShutdown && outage.IsForcedShutdown)
        {
            fired.Add(new FiredTrigger(FiredTrigger.ForcedShutdown, outage.UrgentSince ?? now, $"{feed.Name} is told to shut down (FSD)"));
        }

        if (triggers.LowBattery && outage.IsLowBattery)
        {
            fired.Add(new FiredTrigger(FiredTrigger.LowBattery, outage.UrgentSince ?? now, $"{feed.Name} is at low battery (LB)"));
        }

        if (triggers.OnBattery is { } longest && outage.OnBatteryFor(now) is var spent && spent >= longest)
        {
            fired.Add(new FiredTrigger(FiredTrigger.OnBattery, now - (spent - longest), $"{feed.Name} has been on battery for {Span(longest)}"));
        }

        if (triggers.ContactLost is { } silence && state.SupplyAt is { } heard && now - heard >= silence)
        {
            fired.Add(new FiredTrigger(FiredTrigger.ContactLost, heard + silence, $"{feed.Name} was lost on battery and not heard for {Span(silence)}"));
        }

        return fired.ToImmutable();
    }

    private static string Span(TimeSpan span) => span.TotalSeconds < 120 ? $"{span.TotalSeconds:0.#} s" : $"{span.TotalMinutes:0.#} min";
}
