namespace Homelab.Domain.Lab;

/// <summary>The host that stops last and starts by itself (P26).</summary>
internal static class LabValidationCoordinator
{
    public static IEnumerable<LabFinding> Check(LabConfig lab)
    {
        var hosts = lab.Nodes.Where(node => node.IsCoordinator).ToList();
        return hosts.Count switch
        {
            0 => [None(lab)],
            1 => CheckHost(lab, hosts[0]),
            _ => hosts.Skip(1).Select(host => new LabFinding(
                LabCodes.SeveralCoordinators, $"nodes.{host.Name}.coordinator", $"{hosts[0].Name} runs the coordinator already", "Keep `coordinator: true` on one node.")),
        };
    }

    private static LabFinding None(LabConfig lab) =>
        new(LabCodes.NoCoordinator, "nodes", "none of them runs the coordinator", "Add `coordinator: true` to the node that does.")
        {
            Related = [.. lab.Nodes.Select(node => $"nodes.{node.Name}.coordinator")],
        };

    private static IEnumerable<LabFinding> CheckHost(LabConfig lab, NodeConfig host)
    {
        var path = $"nodes.{host.Name}";
        if (host.Start.Kind != StartKind.Power)
        {
            yield return new LabFinding(
                LabCodes.CoordinatorDoesNotReturn, $"{path}.start", "the coordinator runs here, and nobody could start it again",
                "Set the machine to start when power returns, and write `start: power`.");
        }

        if (!host.Feeds.IsEmpty && !LabPower.UpsFeeds(lab, host.Feeds).Any())
        {
            yield return new LabFinding(
                LabCodes.CoordinatorOnBareMains, $"{path}.feeds", "the coordinator runs here, and no battery keeps it alive", "Put it on a UPS.")
            {
                Related = [.. host.Feeds.Select(feed => $"feeds.{feed}")],
            };
        }

        foreach (var service in lab.Services.Where(service => service.On.Contains(host.Name)))
        {
            for (var index = 0; index < service.Needs.Length; index++)
            {
                if (lab.Service(service.Needs[index]) is { } need && !HeldBy(host, need))
                {
                    yield return new LabFinding(
                        LabCodes.CoordinatorNeedsManaged, $"services.{service.Name}.needs[{index}]",
                        $"{service.Name} runs on {host.Name}, the coordinator's host, and needs {need.Name} on {string.Join(", ", need.On.Where(node => node != host.Name))}",
                        $"Move {service.Name} to another node, or write it under `prefers`.")
                    {
                        Related = [$"services.{need.Name}.on", $"services.{need.Name}.need"],
                    };
                }
            }
        }
    }

    private static bool HeldBy(NodeConfig host, ServiceConfig need) => need.On.IsEmpty || (need.On.Contains(host.Name) && need.Need <= 1);
}
