using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>Who sends a node's magic packet. A broadcast stays in its segment, so whoever is behind the same switch does, and the coordinator's host where that may be its own.</summary>
/// <param name="Near">The node whose agent is asked; null where none can be.</param>
internal sealed record WakePath(string? Near, bool ByCoordinator)
{
    public static WakePath To(LabConfig lab, NodeConfig target, Func<string, bool> isHeard)
    {
        var near = lab.Nodes.FirstOrDefault(node => node.Name != target.Name && node.Switch == target.Switch && !node.IsCoordinator && isHeard(node.Name))?.Name;
        var isBlind = near is null && lab.CoordinatorNode is { } host && host.Switch != target.Switch;
        return new WakePath(near, !isBlind && (near is null || lab.CoordinatorNode is null || lab.CoordinatorNode.Switch == target.Switch));
    }
}
