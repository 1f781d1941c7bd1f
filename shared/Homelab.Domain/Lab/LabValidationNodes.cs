namespace Homelab.Domain.Lab;

/// <summary>What hangs on nothing, is called alike, or cannot be stopped.</summary>
internal static class LabValidationNodes
{
    public static IEnumerable<LabFinding> Check(LabConfig lab) =>
        OnNoFeed(lab).Concat(DuplicateMacs(lab)).Concat(SameNames(lab)).Concat(Unstoppable(lab));

    private static IEnumerable<LabFinding> OnNoFeed(LabConfig lab)
    {
        var holders = lab.Nodes.Select(node => (Path: $"nodes.{node.Name}", node.Feeds, What: "no plan covers it"))
            .Concat(lab.Appliances.Select(appliance => (Path: $"appliances.{appliance.Name}", appliance.Feeds, What: "nothing is known of its power")))
            .Concat(lab.Switches.Select(item => (Path: $"switches.{item.Name}", item.Feeds, What: "it is taken to be off when the mains go")));
        return holders
            .Where(holder => holder.Feeds.IsEmpty)
            .Select(holder => new LabFinding(LabCodes.OnNoFeed, $"{holder.Path}.feeds", $"it hangs on no feed, so {holder.What}", "Name what powers it, such as `feeds: [wall]`."));
    }

    private static IEnumerable<LabFinding> DuplicateMacs(LabConfig lab) =>
        lab.Nodes
            .Where(node => node.Start.Mac is not null)
            .GroupBy(node => node.Start.Mac, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Skip(1), (same, node) => new LabFinding(
                LabCodes.DuplicateMac, $"nodes.{node.Name}.start.wol", $"{same.First().Name} has the same address", "Look the address up on the node (`ip link`)."));

    private static IEnumerable<LabFinding> SameNames(LabConfig lab) =>
        lab.Appliances
            .Where(appliance => lab.Node(appliance.Name) is not null)
            .Select(appliance => new LabFinding(LabCodes.NameTakenTwice, $"appliances.{appliance.Name}", "a node has the same name", "Rename one of the two."));

    private static IEnumerable<LabFinding> Unstoppable(LabConfig lab) =>
        lab.Appliances
            .Where(appliance => !appliance.StopsItself && LabPower.UpsFeeds(lab, appliance.Feeds).Any())
            .Select(appliance => new LabFinding(
                LabCodes.ApplianceNotStopped, $"appliances.{appliance.Name}", "nobody stops it before its power ends",
                "If it follows the UPS by itself, write `stops_itself: true`.")
            {
                Related = [$"appliances.{appliance.Name}.stops_itself", $"appliances.{appliance.Name}.feeds"],
            });
}
