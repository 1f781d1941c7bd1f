using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Edges from what services need. Where a service has more instances than it needs, only as many of its hosts as it needs
/// must outlive the dependents: the others may go first.
/// </summary>
internal static class NeedEdges
{
    public static void AddTo(StopGraph graph, LabConfig lab, FeedDeaths deaths, List<DroppedEdge> dropped)
    {
        var services = lab.Services.ToDictionary(service => service.Name);
        var dependents = lab.Services
            .SelectMany(service => service.Needs.Select(need => (Need: need, Service: service)))
            .ToLookup(pair => pair.Need, pair => pair.Service);

        // Services without a choice first, so that a choice is made around them; core before edge, since the first edge wins a cycle.
        var ordered = lab.Services
            .Where(service => dependents.Contains(service.Name))
            .OrderBy(service => service.Need < service.On.Length)
            .ThenByDescending(service => service.Tier)
            .ThenBy(service => service.Name, StringComparer.Ordinal);
        foreach (var need in ordered)
        {
            AddHard(graph, lab, need, [.. dependents[need.Name].OrderByDescending(service => service.Tier)], deaths, dropped);
        }

        foreach (var service in lab.Services.OrderByDescending(service => service.Tier))
        {
            foreach (var preferred in service.Prefers.Where(services.ContainsKey))
            {
                AddSoft(graph, service, services[preferred]);
            }
        }
    }

    private static void AddHard(
        StopGraph graph, LabConfig lab, ServiceConfig need, ServiceConfig[] dependents, FeedDeaths deaths, List<DroppedEdge> dropped)
    {
        // Hosts outside the graph do not stop, so they keep serving.
        var kept = need.On.Count(host => !graph.Contains(host));
        var candidates = need.On
            .Where(graph.Contains)
            .OrderByDescending(host => deaths.EmptyAt(lab.Node(host)!.Feeds).Nanoseconds)
            .ThenBy(host => host, StringComparer.Ordinal)
            .ToList();
        var refused = new List<DroppedEdge>();
        foreach (var host in candidates)
        {
            if (kept >= need.Need)
            {
                return;
            }

            var edges = EdgesTo(host, need, dependents, graph).ToList();
            var added = new List<StopEdge>();
            var closed = edges.FirstOrDefault(edge => !Add(graph, edge, added));
            if (closed is not null && candidates.Count > need.Need)
            {
                added.ForEach(graph.Remove);
                refused.AddRange(edges.Select(edge => new DroppedEdge(edge.From, edge.To, Cycle(edge))));
                continue;
            }

            foreach (var edge in edges.Where(edge => !graph.TryAdd(edge)))
            {
                dropped.Add(new DroppedEdge(edge.From, edge.To, Cycle(edge)));
            }

            kept++;
        }

        if (kept < need.Need)
        {
            dropped.AddRange(refused);
        }
    }

    private static bool Add(StopGraph graph, StopEdge edge, List<StopEdge> added)
    {
        var known = graph.NeedsOf(edge.From).Any(present => present.To == edge.To);
        if (!graph.TryAdd(edge))
        {
            return false;
        }

        if (!known)
        {
            added.Add(edge);
        }

        return true;
    }

    private static IEnumerable<StopEdge> EdgesTo(string host, ServiceConfig need, ServiceConfig[] dependents, StopGraph graph) =>
        from service in dependents
        from dependent in service.On
        where dependent != host && graph.Contains(dependent)
        select new StopEdge(
            dependent, host, EdgeStrength.Hard, service.Tier, $"{service.Name} on {dependent} needs {need.Name} on {host}");

    private static void AddSoft(StopGraph graph, ServiceConfig service, ServiceConfig preferred)
    {
        foreach (var from in service.On.Where(graph.Contains))
        {
            foreach (var to in preferred.On.Where(host => host != from && graph.Contains(host)))
            {
                graph.TryAdd(new StopEdge(
                    from, to, EdgeStrength.Soft, service.Tier, $"{service.Name} on {from} prefers {preferred.Name} on {to}"));
            }
        }
    }

    private static string Cycle(StopEdge edge) => $"{edge.Why}, but an order that comes first says the opposite";
}
