using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>Whether a node's path to the coordinator lives as long as the node (P12).</summary>
internal static class LabValidationPaths
{
    public static IEnumerable<LabFinding> Check(LabConfig lab)
    {
        foreach (var finding in Circles(lab))
        {
            yield return finding;
        }

        if (lab.Switches.IsEmpty)
        {
            if (lab.Nodes.Length > 1)
            {
                yield return new LabFinding(
                    LabCodes.PathUnknown, "switches", "none is declared, so nobody can tell which nodes hear of an outage", "Declare what the nodes hang on, and what powers it.");
            }

            yield break;
        }

        foreach (var node in lab.Nodes.Where(node => LabPower.UpsFeeds(lab, node.Feeds).Any()))
        {
            if (CheckNode(lab, node) is { } finding)
            {
                yield return finding;
            }
        }
    }

    private static LabFinding? CheckNode(LabConfig lab, NodeConfig node)
    {
        if (node.Switch is null)
        {
            return new LabFinding(
                LabCodes.PathUnknown, $"nodes.{node.Name}.switch", "it names no switch, so nobody can tell whether it hears of an outage", "Name the switch that it hangs on.");
        }

        if (node.Blind is not null || node.IsCoordinator || lab.CoordinatorNode is null)
        {
            return null;
        }

        var own = LabPower.UpsFeeds(lab, node.Feeds).ToList();
        return NetworkPath.To(lab, node).Select(hop => CheckHop(lab, node, own, hop)).OfType<LabFinding>()
            .OrderByDescending(finding => finding.Code.Severity)
            .FirstOrDefault();
    }

    private static LabFinding? CheckHop(LabConfig lab, NodeConfig node, List<FeedConfig> own, SwitchConfig hop)
    {
        var batteries = LabPower.UpsFeeds(lab, hop.Feeds).ToList();
        if (own.All(batteries.Contains))
        {
            return null;
        }

        ImmutableArray<string> related =
            [$"nodes.{node.Name}.feeds", $"nodes.{node.Name}.switch", $"switches.{hop.Name}", .. own.Concat(batteries).Select(feed => $"feeds.{feed.Name}")];
        const string Declare = "Write `blind: stay` or `blind: {stop_after: 2m}`, or give the switch the node's UPS.";
        if (batteries.Count == 0)
        {
            return new LabFinding(LabCodes.BlindUndeclared, $"nodes.{node.Name}.blind", $"the switch {hop.Name} dies with the mains, so it never hears of an outage", Declare)
            {
                Related = related,
            };
        }

        return (LabPower.DeclaredRuntime(own), LabPower.DeclaredRuntime(batteries)) switch
        {
            ({ } node1, { } switch1) when switch1 >= node1 => null,
            ({ }, { }) => new LabFinding(
                LabCodes.BlindUndeclared, $"nodes.{node.Name}.blind", $"the switch {hop.Name} is on a UPS that ends earlier, so orders no longer reach it then", Declare)
            {
                Related = related,
            },
            _ => new LabFinding(
                LabCodes.PathMayDieFirst, $"nodes.{node.Name}.blind", $"the switch {hop.Name} is on another UPS, which may end earlier", Declare)
            {
                Related = related,
            },
        };
    }

    private static IEnumerable<LabFinding> Circles(LabConfig lab) =>
        Circle.Find(lab.Switches.Select(item => item.Name), name => lab.Switch(name)?.Behind is { } next ? [next] : [])
            .Select(circle => new LabFinding(
                LabCodes.SwitchCycle, $"switches.{circle[0]}.behind", $"{Circle.Say(circle, "stands behind")}", "Leave `behind` away from the one that leads to the rest of the network."));
}
