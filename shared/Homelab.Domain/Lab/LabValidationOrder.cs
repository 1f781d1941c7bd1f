namespace Homelab.Domain.Lab;

/// <summary>Whether the nodes can stop one after the other so that every need is kept.</summary>
internal static class LabValidationOrder
{
    public static IEnumerable<LabFinding> Check(LabConfig lab)
    {
        if (LabValidationServices.NeedsCircles(lab).Any())
        {
            // The nodes then wait for each other because the services do, which is said already.
            return [];
        }

        var edges = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var service in lab.Services)
        {
            // Where fewer instances are needed than there are, the plan has a choice; only what leaves none is looked at here.
            foreach (var need in service.Needs.Select(lab.Service).OfType<ServiceConfig>().Where(need => need.Need >= need.On.Length && need != service))
            {
                AddEdges(edges, service, need);
            }
        }

        return Circle.Find(lab.Nodes.Select(node => node.Name), name => edges.TryGetValue(name, out var next) ? next.Keys : [])
            .Where(circle => circle.Length > 1)
            .Select(circle => new LabFinding(
                LabCodes.NodesWaitForEachOther, $"nodes.{circle[0]}",
                string.Join(", and ", circle.Select((name, index) => edges[name][circle[(index + 1) % circle.Length]])),
                "If one instance is enough, write `need: 1`; else move one of these services, or accept that its need is not kept."));
    }

    private static void AddEdges(Dictionary<string, Dictionary<string, string>> edges, ServiceConfig service, ServiceConfig need)
    {
        foreach (var from in service.On)
        {
            if (!edges.TryGetValue(from, out var next))
            {
                edges[from] = next = new Dictionary<string, string>(StringComparer.Ordinal);
            }

            foreach (var to in need.On.Where(to => to != from))
            {
                next.TryAdd(to, $"{service.Name} on {from} needs {need.Name} on {to}");
            }
        }
    }
}
