using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Edges from what services need. Where a service has more instances than it needs, only as many of its hosts as it needs
/// must outlive the dependents: the others may go first. A cycle is broken at its weakest edge, and that one is named.
/// </summary>
internal sealed class NeedEdges(StopGraph graph, StopPlanRequest request, FeedDeaths deaths, List<DroppedEdge> dropped)
{
    private readonly Dictionary<string, ServiceConfig> _services = request.Lab.Services.ToDictionary(service => service.Name);
    private readonly Dictionary<string, NodeConfig> _nodes = deaths.Nodes.ToDictionary(node => node.Name);

    public static void AddTo(StopGraph graph, StopPlanRequest request, FeedDeaths deaths, List<DroppedEdge> dropped) =>
        new NeedEdges(graph, request, deaths, dropped).Add();

    private void Add()
    {
        var dependents = _services.Values
            .SelectMany(service => service.Needs.Distinct().Where(_services.ContainsKey).Select(need => (Need: need, Service: service)))
            .ToLookup(pair => pair.Need, pair => pair.Service);
        var needed = dependents.Select(group => (Need: _services[group.Key], Dependents: ByTier(group))).ToList();

        // What leaves no choice comes first, so that a choice is made around it; core before edge, since the first edge wins a cycle.
        var fixedEdges = needed
            .Where(pair => pair.Need.Need >= pair.Need.On.Length)
            .SelectMany(pair => pair.Need.On.Where(graph.Contains).SelectMany(host => EdgesTo(host, pair.Need, pair.Dependents)))
            .OrderByDescending(edge => edge.Tier)
            .ThenBy(edge => edge.Why, StringComparer.Ordinal)
            .ToList();
        foreach (var edge in fixedEdges.Where(edge => !graph.TryAdd(edge)))
        {
            dropped.Add(Drop(edge));
        }

        var choices = needed
            .Where(pair => pair.Need.Need < pair.Need.On.Length)
            .OrderByDescending(pair => pair.Dependents[0].Tier)
            .ThenBy(pair => pair.Need.Name, StringComparer.Ordinal);
        foreach (var (need, services) in choices)
        {
            Choose(need, services);
        }

        foreach (var service in ByTier(_services.Values))
        {
            foreach (var preferred in service.Prefers.Where(_services.ContainsKey))
            {
                AddSoft(service, _services[preferred]);
            }
        }
    }

    private static List<ServiceConfig> ByTier(IEnumerable<ServiceConfig> services) =>
        [.. services.OrderByDescending(service => service.Tier).ThenBy(service => service.Name, StringComparer.Ordinal)];

    /// <summary>
    /// Hosts that outlive everything that needs the service; where no such set closes no cycle, each dependent's host chooses for itself. One that
    /// is on its way down already (at its latest start, by hand) outlives nobody who is not, and of one that is not heard nobody knows: who still can be kept by another is.
    /// </summary>
    private void Choose(ServiceConfig need, List<ServiceConfig> dependents)
    {
        // Hosts outside the graph do not stop, so they keep serving; of one that is not heard, nobody knows whether it is on at all.
        var kept = need.On.Count(host => !graph.Contains(host) && !request.Unreachable.Contains(host));
        var others = new List<string>();
        foreach (var host in Candidates(need))
        {
            if (kept >= need.Need)
            {
                return;
            }

            if (!request.Stopping.Contains(host) && !request.Unreachable.Contains(host) && AddAll(EdgesTo(host, need, dependents).ToList()))
            {
                kept++;
            }
            else
            {
                others.Add(host);
            }
        }

        foreach (var service in kept < need.Need ? dependents : [])
        {
            foreach (var dependent in service.On.Where(graph.Contains))
            {
                ChooseFor(dependent, service, need, others, need.Need - kept);
            }
        }
    }

    private void ChooseFor(string dependent, ServiceConfig service, ServiceConfig need, List<string> hosts, int wanted)
    {
        // An instance beside the dependent goes down with it and counts; one that stops already, or is off, outlives nobody.
        var missing = wanted - hosts.Count(host => host == dependent);
        var closed = new List<StopEdge>();
        var unheard = 0;
        foreach (var host in hosts.Where(host => host != dependent && !request.Stopping.Contains(host)).TakeWhile(_ => missing > 0))
        {
            var edge = Edge(dependent, host, service, need);
            if (!graph.TryAdd(edge))
            {
                closed.Add(edge);
                continue;
            }

            missing--;
            unheard += request.Unreachable.Contains(host) ? 1 : 0;
        }

        // Which of them is named must not change with what stops meanwhile.
        var unkept = closed.OrderBy(edge => edge.To, StringComparer.Ordinal).ToList();
        foreach (var edge in unkept.Take(Math.Max(0, missing)).Where(edge => !AddOverWeaker(edge)))
        {
            dropped.Add(Drop(edge));
        }

        // What is not heard may be off: whoever counts on it loses the order to one that serves it for certain.
        dropped.AddRange(unkept.Skip(Math.Max(0, missing)).Take(unheard).Select(Drop));
    }

    /// <summary>A higher tier breaks a cycle at its weakest edge.</summary>
    private bool AddOverWeaker(StopEdge edge)
    {
        while (!graph.TryAdd(edge))
        {
            var weakest = graph.Way(edge.To, edge.From).MinBy(other => (other.Strength, other.Tier))!;
            if (!edge.IsStrongerThan(weakest))
            {
                return false;
            }

            graph.Remove(weakest);
            dropped.Add(Drop(weakest));
        }

        return true;
    }

    /// <summary>What still runs before what stops, what can be told before what may have gone unseen, then by life; lives that differ by less than the margin are equal, so that noise chooses nothing.</summary>
    private List<string> Candidates(ServiceConfig need)
    {
        var ends = need.On.Where(graph.Contains).Distinct().ToDictionary(host => host, host => deaths.EmptyAt(_nodes[host].Feeds));
        var last = ends.Values.Aggregate(Moment.Zero, Moment.Max);
        return
        [
            .. ends
                .OrderBy(end => request.Stopping.Contains(end.Key))
                .ThenBy(end => request.Unreachable.Contains(end.Key))
                .ThenByDescending(end => end.Value >= last - request.Lab.Policy.Margin ? last : end.Value)
                .ThenBy(end => end.Key, StringComparer.Ordinal)
                .Select(end => end.Key),
        ];
    }

    private bool AddAll(List<StopEdge> edges)
    {
        var before = new List<(StopEdge Edge, StopEdge? Present)>();
        foreach (var edge in edges)
        {
            before.Add((edge, graph.Between(edge.From, edge.To)));
            if (graph.TryAdd(edge))
            {
                continue;
            }

            before.RemoveAt(before.Count - 1);
            foreach (var (added, present) in Enumerable.Reverse(before))
            {
                graph.Remove(added);
                _ = present is null || graph.TryAdd(present);
            }

            return false;
        }

        return true;
    }

    private IEnumerable<StopEdge> EdgesTo(string host, ServiceConfig need, List<ServiceConfig> dependents) =>
        from service in dependents
        from dependent in service.On
        where dependent != host && graph.Contains(dependent)
        select Edge(dependent, host, service, need);

    private static StopEdge Edge(string dependent, string host, ServiceConfig service, ServiceConfig need) =>
        new(dependent, host, EdgeStrength.Hard, service.Tier, $"{service.Name} on {dependent} needs {need.Name} on {host}");

    /// <summary>One that stops already outlives nobody, and what was never promised is not given up.</summary>
    private void AddSoft(ServiceConfig service, ServiceConfig preferred)
    {
        foreach (var from in service.On.Where(graph.Contains))
        {
            foreach (var to in preferred.On.Where(host => host != from && graph.Contains(host) && !request.Stopping.Contains(host)))
            {
                graph.TryAdd(new StopEdge(
                    from, to, EdgeStrength.Soft, service.Tier, $"{service.Name} on {from} prefers {preferred.Name} on {to}"));
            }
        }
    }

    private static DroppedEdge Drop(StopEdge edge) => new(edge.From, edge.To, $"{edge.Why}, but an order that comes first says the opposite");
}
