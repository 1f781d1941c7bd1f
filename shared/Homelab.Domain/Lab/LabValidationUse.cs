using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>What is declared and used by nothing.</summary>
internal static class LabValidationUse
{
    public static IEnumerable<LabFinding> Check(LabConfig lab)
    {
        ImmutableArray<string> holders =
            [.. lab.Nodes.Select(node => $"nodes.{node.Name}"), .. lab.Appliances.Select(appliance => $"appliances.{appliance.Name}"), .. lab.Switches.Select(item => $"switches.{item.Name}")];

        var feeds = lab.Nodes.SelectMany(node => node.Feeds).Concat(lab.Appliances.SelectMany(appliance => appliance.Feeds)).Concat(lab.Switches.SelectMany(item => item.Feeds)).ToHashSet();
        foreach (var feed in lab.Feeds.Where(feed => !feeds.Contains(feed.Name)))
        {
            yield return new LabFinding(LabCodes.UnusedFeed, $"feeds.{feed.Name}", "nothing hangs on it", "Name it under `feeds` of what it powers, or delete it.")
            {
                Related = [.. holders.Select(holder => $"{holder}.feeds")],
            };
        }

        var switches = lab.Nodes.Select(node => node.Switch).Concat(lab.Appliances.Select(appliance => appliance.Switch)).Concat(lab.Switches.Select(item => item.Behind)).ToHashSet();
        foreach (var item in lab.Switches.Where(item => !switches.Contains(item.Name)))
        {
            yield return new LabFinding(LabCodes.UnusedSwitch, $"switches.{item.Name}", "nothing hangs on it", "Name it as `switch` of what hangs on it, or delete it.")
            {
                Related = [.. holders.SelectMany(holder => new[] { $"{holder}.switch", $"{holder}.behind" })],
            };
        }
    }
}
