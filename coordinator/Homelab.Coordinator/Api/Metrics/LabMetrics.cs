using Homelab.Contracts.V1;
using Homelab.Coordinator.Api.Views;

namespace Homelab.Coordinator.Api.Metrics;

/// <summary>The coordinator's own families: the lab as it is concluded to be.</summary>
internal static class LabMetrics
{
    private static readonly string[] HealthStates = ["OK", "DEGRADED", "DOWN", "UNREACHABLE", "UNKNOWN", "MAINTENANCE"];
    private static readonly string[] FeedStates = ["ON_LINE", "ON_BATTERY", "LOW_BATTERY", "FORCED_SHUTDOWN", "UNKNOWN"];

    public static void Write(ExpositionText text, StatusView status, Plan plan)
    {
        text.TryFamily("homelab_build_info", "gauge", "The coordinator's version.");
        text.Sample(1, ("version", status.Version));
        text.TryFamily("homelab_lab_armed", "gauge", "1 where outages stop nodes, 0 in observe mode.");
        text.Sample(status.Mode == "armed" ? 1 : 0);
        text.TryFamily("homelab_lab_health", "gauge", "1 for the state that the lab is in.");
        States(text, status.Health.State, HealthStates, []);
        text.TryFamily("homelab_lab_file_in_force", "gauge", "0 where the lab file on disk is broken or waits for an outage to end.");
        text.Sample(status.LabFile.Notice.Length == 0 ? 1 : 0);
        text.TryFamily("homelab_outage_running", "gauge", "1 while an outage runs.");
        text.Sample(status.OutageId.Length > 0 ? 1 : 0);
        Nodes(text, status.Nodes);
        StorageMetrics.Write(text, status.Nodes);
        Services(text, status.Services);
        Feeds(text, status.Feeds);
        BatteryMetrics.Write(text, status.Feeds);
        Plans(text, plan);
    }

    private static void Nodes(ExpositionText text, IReadOnlyList<NodeView> nodes)
    {
        text.TryFamily("homelab_node_health", "gauge", "1 for the state that the node is in.");
        foreach (var node in nodes)
        {
            States(text, node.Health.State, HealthStates, [("node", node.Name)]);
        }

        Each(text, "homelab_node_connected", "1 where the node's agent is connected.", nodes, "node", node => node.Name, node => node.Connected ? 1 : 0);
        Each(text, "homelab_node_beat_age_seconds", "Time since the agent's last beat.", nodes, "node", node => node.Name, node => node.BeatAgeSeconds);
        Each(text, "homelab_node_lease_remaining_seconds", "Time until the node's power lease ends.", nodes, "node", node => node.Name, node => node.LeaseRemainingSeconds);
        Each(text, "homelab_node_failed_units", "Failed systemd units that the agent reported.", nodes, "node", node => node.Name, node => node.FailedUnits.Count);
    }

    private static void Services(ExpositionText text, IReadOnlyList<ServiceView> services)
    {
        text.TryFamily("homelab_service_health", "gauge", "1 for the state that the service is in.");
        foreach (var service in services)
        {
            States(text, service.Health.State, HealthStates, [("service", service.Name), ("tier", service.Tier)]);
        }

        Each(text, "homelab_service_instances_up", "Instances that run.", services, "service", service => service.Name, service => service.Up);
        Each(text, "homelab_service_instances_needed", "Instances that must run.", services, "service", service => service.Name, service => service.Need);
    }

    private static void Feeds(ExpositionText text, IReadOnlyList<FeedView> feeds)
    {
        text.TryFamily("homelab_feed_state", "gauge", "1 for the state that the feed is in.");
        foreach (var feed in feeds)
        {
            States(text, feed.State, FeedStates, [("feed", feed.Name)]);
        }

        Each(text, "homelab_feed_charge_ratio", "Charge of the battery, 0 to 1.", feeds, "feed", feed => feed.Name, feed => feed.ChargePercent / 100);
        Each(text, "homelab_feed_load_ratio", "Load as a part of the rating.", feeds, "feed", feed => feed.Name, feed => feed.LoadPercent / 100);
        Each(text, "homelab_feed_runtime_seconds", "The least credible time until the battery is empty.", feeds, "feed", feed => feed.Name, feed => feed.RuntimeSeconds);
        Each(text, "homelab_feed_on_battery_seconds", "Time since the feed went on battery.", feeds, "feed", feed => feed.Name, feed => feed.OnBatterySeconds);
        Each(text, "homelab_feed_reading_age_seconds", "Age of the last good reading.", feeds, "feed", feed => feed.Name, feed => feed.AgeSeconds);
    }

    private static void Plans(ExpositionText text, Plan plan)
    {
        text.TryFamily("homelab_plan_feasible", "gauge", "1 where the time suffices to stop everything in order.");
        text.Sample(plan.Feasible ? 1 : 0);
        text.TryFamily("homelab_plan_steps", "gauge", "Nodes that the plan stops.");
        text.Sample(plan.Steps.Count);
        text.TryFamily("homelab_plan_needed_seconds", "gauge", "From the first start to the last finish.");
        text.Sample(plan.NeededSeconds);
        text.TryFamily("homelab_plan_shortfall_seconds", "gauge", "How much time lacks.");
        text.Sample(plan.ShortfallSeconds);
        if (plan.HasRuntimeSeconds)
        {
            text.TryFamily("homelab_plan_runtime_seconds", "gauge", "Until the first feed is empty.");
            text.Sample(plan.RuntimeSeconds);
        }
    }

    private static void States(ExpositionText text, string present, string[] all, ReadOnlySpan<(string Name, string Value)> labels)
    {
        foreach (var state in all)
        {
            text.Sample(state == present ? 1 : 0, [.. labels, ("state", state)]);
        }
    }

    private static void Each<T>(ExpositionText text, string name, string help, IReadOnlyList<T> items, string label, Func<T, string> named, Func<T, double?> value)
    {
        text.TryFamily(name, "gauge", help);
        foreach (var item in items)
        {
            if (value(item) is { } known)
            {
                text.Sample(known, (label, named(item)));
            }
        }
    }
}
