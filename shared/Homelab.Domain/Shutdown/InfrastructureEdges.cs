using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// What the shutdown itself needs: the coordinator's host is last (P26), the hosts of the upsds just before it (P17). A node that lives
/// clearly longer than such a host is not pulled down with it: it has its lease, and the known runtime counts down.
/// </summary>
internal static class InfrastructureEdges
{
    public static void AddTo(StopGraph graph, LabConfig lab, FeedDeaths deaths)
    {
        var coordinator = deaths.Nodes.FirstOrDefault(node => node.IsCoordinator);
        if (coordinator is not null)
        {
            foreach (var node in deaths.Nodes.Where(node => node.Name != coordinator.Name && !Outlives(node, coordinator, lab, deaths)))
            {
                graph.TryAdd(new StopEdge(
                    node.Name, coordinator.Name, EdgeStrength.Infrastructure, Tier.Core, $"the coordinator runs on {coordinator.Name} and goes last"));
            }
        }

        var hosts = lab.Feeds
            .Where(feed => deaths.IsDying(feed.Name) && feed.Source is { IsOfItsOwn: false })
            .Select(feed => HostOf(deaths, feed))
            .OfType<NodeConfig>()
            .Where(host => host.Name != coordinator?.Name)
            .DistinctBy(host => host.Name)
            .OrderBy(host => host.Name, StringComparer.Ordinal)
            .ToList();
        var names = hosts.Select(host => host.Name).ToHashSet();
        foreach (var host in hosts)
        {
            foreach (var node in deaths.Nodes.Where(node => node.Name != coordinator?.Name && !names.Contains(node.Name) && !Outlives(node, host, lab, deaths)))
            {
                graph.TryAdd(new StopEdge(
                    node.Name, host.Name, EdgeStrength.Infrastructure, Tier.Core, $"the upsd on {host.Name} tells everyone how long the battery lasts"));
            }
        }

        foreach (var edge in OfTheirOwn(lab, deaths).Where(edge => edge.From != coordinator?.Name && edge.To != coordinator?.Name && !names.Contains(edge.From)))
        {
            graph.TryAdd(edge);
        }
    }

    /// <summary>What hangs on a battery that only a node's kernel shows learns of its end from that node's agent.</summary>
    private static IEnumerable<StopEdge> OfTheirOwn(LabConfig lab, FeedDeaths deaths) =>
        from feed in lab.Feeds
        where deaths.IsDying(feed.Name) && feed.Source is { IsOfItsOwn: true }
        let host = HostOf(deaths, feed)
        where host is not null
        from node in deaths.Nodes
        where node.Name != host.Name && node.Feeds.Contains(feed.Name) && !Outlives(node, host, lab, deaths)
        select new StopEdge(node.Name, host.Name, EdgeStrength.Infrastructure, Tier.Core, $"the agent of {host.Name} tells how long {feed.Name} lasts");

    /// <summary>Within the margin two lives count as equal, so that noise in a runtime changes no order.</summary>
    private static bool Outlives(NodeConfig node, NodeConfig host, LabConfig lab, FeedDeaths deaths) =>
        !deaths.IsUnknown(node.Feeds) && deaths.EmptyAt(node.Feeds) > deaths.EmptyAt(host.Feeds) + lab.Policy.Margin;

    /// <summary>The node that tells of the feed: its upsd or apcupsd runs there, or its kernel shows the battery.</summary>
    public static NodeConfig? HostOf(FeedDeaths deaths, FeedConfig feed) =>
        feed.Source is { } source ? deaths.Nodes.FirstOrDefault(node => source.RunsOn(node.Name)) : null;
}
