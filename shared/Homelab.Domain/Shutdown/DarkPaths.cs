using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>Ways that go dark at the very moment at which the mains go: over a switch that no UPS holds up (P12).</summary>
internal static class DarkPaths
{
    /// <summary>Nodes that never hear of the outage, where the mains themselves are gone: each battery dies.</summary>
    public static ImmutableHashSet<string> Deaf(LabConfig lab, ImmutableArray<FeedAssessment> feeds) =>
        feeds.Any(feed => !feed.IsMains && !feed.IsDying)
            ? []
            : [.. lab.Nodes.Where(node => !node.IsCoordinator && DarkHop(lab, node, lab.CoordinatorNode) is not null).Select(node => node.Name)];

    /// <summary>The first switch between the two that is dark with the mains; null where none is.</summary>
    public static SwitchConfig? DarkHop(LabConfig lab, NodeConfig node, NodeConfig? peer) =>
        NetworkPath.Between(lab, node, peer).FirstOrDefault(hop => !LabPower.UpsFeeds(lab, hop.Feeds).Any());

    /// <summary>Those of its feeds that a node can read by itself when the mains are gone: the upsd is on it, or on a host that no dark switch hides.</summary>
    public static IEnumerable<FeedConfig> Readable(LabConfig lab, NodeConfig node) =>
        from feed in LabPower.UpsFeeds(lab, node.Feeds)
        let host = lab.UpsdHostOf(feed)
        where host is not null && (host.Name == node.Name || DarkHop(lab, node, host) is null)
        select feed;
}
