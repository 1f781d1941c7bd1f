using Homelab.Domain.Lab;

namespace Homelab.Domain.Health;

/// <summary>What explains that a node is silent, other than the node itself.</summary>
internal static class Silence
{
    /// <summary>Since when nothing came, where that is longer than allowed; null for a node that is heard or never was.</summary>
    public static TimeSpan? Of(LabSight sight, string node) =>
        sight.Node(node).LastHeard is { } heard && sight.Now - heard is var silent && silent > sight.Bounds.SilentAfter ? silent : null;

    /// <summary>A sentence's end, as "because its feed rack-ups is on battery"; null where nothing explains it.</summary>
    public static string? Explanation(LabSight sight, NodeConfig node)
    {
        if (PowerSight.Dying(sight, node.Feeds) is { } power)
        {
            return power;
        }

        var path = NetworkPath.To(sight.Lab, node).ToList();
        foreach (var hop in path)
        {
            if (PowerSight.Dying(sight, hop.Feeds) is { } dark)
            {
                return $"its network path goes over the switch {hop.Name}: {dark}";
            }
        }

        // The farthest silent switch from the node explains the nearer ones.
        return path.Select(hop => Shared(sight, hop)).LastOrDefault(reason => reason is not null);
    }

    private static string? Shared(LabSight sight, SwitchConfig hop)
    {
        var behind = sight.Lab.Nodes
            .Where(node => !node.IsCoordinator && !sight.Node(node.Name).IsInMaintenance && sight.Node(node.Name).LastHeard is not null)
            .Where(node => NetworkPath.To(sight.Lab, node).Any(other => other.Name == hop.Name))
            .ToList();
        return behind.Count >= 2 && behind.All(node => Of(sight, node.Name) is not null && sight.Node(node.Name).ProbeAnswers != true)
            ? $"everything behind the switch {hop.Name} is silent ({HealthWords.List(behind.Select(node => node.Name))})"
            : null;
    }
}
