using Homelab.Coordinator.Api.Views;
using Homelab.Coordinator.Audit;
using Homelab.Coordinator.Feeds;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Health;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Storage;
using Homelab.Coordinator.Trust;
using Homelab.Domain;
using Homelab.Domain.Health;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Files.Programs;
using Homelab.Host;
using Homelab.Host.Programs;

namespace Homelab.Coordinator.Api;

/// <summary>One look at everything, of which REST and gRPC show parts: what is said is said once, here.</summary>
public sealed class LabView(
    LabHolder lab, FleetState fleet, FeedBoard feeds, MaintenanceBook maintenance, HealthBoard health, IOutageSource outages, Headlines headlines, StorageBoard storage, SensorViews sensors,
    TrustBoard trust, AuditLog audit, CoordinatorFileConfig file, TimeProvider clock)
{
    public StatusView Look()
    {
        var current = lab.Current;
        var now = clock.Now();
        var assessed = health.Assess();
        var outage = outages.CurrentOutage();
        var runs = outage.Id.Length > 0 && outage.Phase != "Ended";
        return new StatusView(
            current.Name,
            current.Mode == LabMode.Armed ? "armed" : "observe",
            current.TimeZone,
            Shown(assessed.Lab),
            [.. feeds.Current.Select(feed => FeedViews.Of(feed, current.Feed(feed.Feed), feeds.BatteryOf(feed.Feed), feeds.SelfTestFindingOf(current.Feed(feed.Feed)), current.Energy, now))],
            [.. current.Nodes.Where(node => assessed.Nodes.ContainsKey(node.Name)).Select(node => NodeOf(current, node, assessed, now))],
            [.. current.Services.Where(service => assessed.Services.ContainsKey(service.Name)).Select(service => ServiceOf(service, assessed.Services[service.Name]))],
            runs ? outage.Id : "",
            runs ? outage.Phase : "",
            FileOf(lab.Condition),
            ProgramVersion.Text,
            [.. Warnings(current)])
        {
            Rotation = trust.Rotation,
        };
    }

    private NodeView NodeOf(LabConfig current, NodeConfig node, LabAssessment assessed, Moment now)
    {
        var agent = fleet.Of(node.Name);
        return new NodeView(
            node.Name,
            Shown(assessed.Nodes[node.Name]),
            agent.IsConnected,
            Seconds(now - agent.LastBeat),
            agent.BootId,
            agent.Hello?.AgentVersion ?? "",
            agent.Hello?.Machine ?? "",
            agent.Hello?.MayPowerOff ?? false,
            agent.Hello?.PowerOff ?? "",
            agent.Lease is { } lease && lease.ExpiresAt > now ? Seconds(lease.ExpiresAt - now) : null,
            maintenance.Until(node.Name)?.ToUnixTimeMilliseconds() ?? 0,
            node.Feeds,
            node.Switch ?? "",
            node.IsCoordinator,
            headlines.Of(node.Name),
            [.. current.Services.Where(service => service.On.Contains(node.Name)).Select(service => service.Name)],
            [.. (agent.Report?.Units ?? []).Where(unit => unit.ActiveState == "failed").Select(unit => unit.Name)])
        {
            LocalUpsmon = agent.HasLocalUpsmon,
            Trust = trust.Of(node.Name),
            Drill = DrillViews.Of(outages.Drills, node, current.Policy, clock.GetUtcNow()),
            Sensors = sensors.Of(node, current.Collect, agent),
            Storage = [.. storage.Of(node.Name).Select(device => StorageViews.Of(device, node, clock.GetUtcNow()))],
        };
    }

    private static ServiceView ServiceOf(ServiceConfig service, ServiceAssessment found) => new(
        service.Name,
        Shown(found.Health),
        service.Tier.ToString().ToLowerInvariant(),
        service.On,
        found.Need,
        found.Up,
        service.Needs,
        service.Prefers);

    private IEnumerable<string> Warnings(LabConfig current)
    {
        if (file.Insecure)
        {
            yield return $"insecure: true: whoever reaches {file.Listen} or {file.Uplink} can speak for a node, and can read as long as there is no admin.";
        }

        foreach (var refusal in trust.Warnings(current))
        {
            yield return refusal;
        }

        if (audit.Warning is { Length: > 0 } unwritten)
        {
            yield return unwritten;
        }

        if (outages.StandsDown is { Length: > 0 } standsDown)
        {
            yield return standsDown;
        }

        if (lab.Condition.Notice is { Length: > 0 } notice)
        {
            yield return notice;
        }

        foreach (var finding in current.Feeds.Select(feeds.SelfTestFindingOf).OfType<string>())
        {
            yield return finding;
        }

        foreach (var node in current.Nodes.Where(node => fleet.Of(node.Name).HasLocalUpsmon))
        {
            yield return $"{node.Name} runs an upsmon of its own: it goes down at low battery or forced shutdown, whatever is planned here.";
        }
    }

    private static LabFileView FileOf(LabFileCondition condition) =>
        new(condition.Path, condition.LoadedAt.ToUnixTimeMilliseconds(), condition.Notice, condition.Diagnostics);

    private static HealthView Shown(HealthAssessment health) => new(HealthWords.Name(health.State), health.Reasons);

    private static double? Seconds(TimeSpan? span) => span?.TotalSeconds is { } seconds ? Math.Round(seconds, 3) : null;
}
