using Homelab.Coordinator.Api.Views;

namespace Homelab.Coordinator.Api.Metrics;

/// <summary>What was learned of the UPSes. What is not known has no sample.</summary>
internal static class BatteryMetrics
{
    private const double JoulesPerKilowattHour = 3_600_000;

    public static void Write(ExpositionText text, IReadOnlyList<FeedView> feeds)
    {
        text.TryFamily("homelab_feed_trigger_fired", "gauge", "1 for each trigger that has fired.");
        foreach (var (feed, fired) in feeds.SelectMany(feed => feed.Fired.Select(fired => (feed, fired))))
        {
            text.Sample(1, ("feed", feed.Name), ("trigger", fired.Name));
        }

        Each("homelab_feed_worst_runtime_seconds", "The runtime at the worst load of the last four weeks, which leases assume.", feed => feed.WorstRuntimeSeconds);
        Each("homelab_feed_depletion_ratio_per_second", "How fast the charge falls in this outage.", feed => feed.DepletionPercentPerMinute / 6000);
        Each("homelab_feed_temperature_celsius", "Of the battery, or of the UPS.", feed => feed.TemperatureCelsius);
        Each("homelab_feed_load_watts", "Load in watts, measured or reckoned from the rating.", feed => feed.Battery?.LoadWatts);
        Each("homelab_feed_efficiency_ratio", "Output by input of the UPS.", feed => feed.Battery?.EfficiencyRatio);
        Each("homelab_feed_capacity_ratio", "Capacity of the battery by its last proven discharge, as a part of its best.", feed => feed.Battery?.CapacityRatio);
        Each("homelab_feed_full_recharge_seconds", "From empty to full at the pace that was last seen.", feed => feed.Battery?.FullRechargeSeconds);
        Each("homelab_feed_energy_today_joules", "Energy of the present day by the lab's calendar.", feed => feed.Battery?.TodayEnergyKilowattHours * JoulesPerKilowattHour);
        Each("homelab_feed_energy_30_days_joules", "Energy of the last 30 days.", feed => feed.Battery?.MonthEnergyKilowattHours * JoulesPerKilowattHour);

        Each("homelab_feed_self_test_passed", "1 where the last self-test passed, 0 where it did not or gave no result.", feed => feed.Battery?.SelfTests is [var last, ..] ? last.Outcome == "PASSED" ? 1 : 0 : null);
        Each("homelab_feed_self_test_timestamp_seconds", "When the last self-test began, in seconds since 1970.", feed => feed.Battery?.SelfTests is [var last, ..] ? last.BeganWallMs / 1000.0 : null);

        void Each(string name, string help, Func<FeedView, double?> value)
        {
            text.TryFamily(name, "gauge", help);
            foreach (var feed in feeds)
            {
                if (value(feed) is { } known)
                {
                    text.Sample(known, ("feed", feed.Name));
                }
            }
        }
    }
}
