using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What the shutdown itself needs: the coordinator's host is last (P26), the hosts of the upsds just before it (P17).</summary>
internal static class InfrastructureEdges
{
    public static void AddTo(StopGraph graph, LabConfig lab, IReadOnlyCollection<string> dyingFeeds)
    {
        var coordinator = lab.CoordinatorNode?.Name;
        if (coordinator is not null && graph.Contains(coordinator))
        {
            foreach (var node in graph.Nodes.Where(node => node != coordinator).ToList())
            {
                graph.TryAdd(new StopEdge(
                    node, coordinator, EdgeStrength.Infrastructure, Tier.Core, $"the coordinator runs on {coordinator} and goes last (P26)"));
            }
        }

        var upsdHosts = lab.Feeds
            .Where(feed => dyingFeeds.Contains(feed.Name))
            .Select(feed => HostOf(lab, feed))
            .OfType<string>()
            .Where(host => host != coordinator && graph.Contains(host))
            .ToHashSet();
        foreach (var host in upsdHosts.Order(StringComparer.Ordinal))
        {
            foreach (var node in graph.Nodes.Where(node => node != coordinator && !upsdHosts.Contains(node)).ToList())
            {
                graph.TryAdd(new StopEdge(
                    node, host, EdgeStrength.Infrastructure, Tier.Core, $"the upsd on {host} tells everyone how long the battery lasts (P17)"));
            }
        }
    }

    /// <summary>The node that runs the feed's upsd: its name is the host's name, or the host's first label.</summary>
    private static string? HostOf(LabConfig lab, FeedConfig feed) =>
        feed.Nut is null ? null : lab.Nodes.FirstOrDefault(node => node.Name == feed.Nut.Host || node.Name == feed.Nut.Host.Split('.')[0])?.Name;
}
