using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Which services are stopped before their nodes, in which order: backwards from the latest starts of the nodes, which stay what they are.
/// A service stops before what it needs, also on another node; of a service with more instances than it needs, those on nodes that go
/// first may go first.
/// </summary>
internal sealed class ServiceSteps
{
    private readonly StopPlanRequest _request;
    private readonly Dictionary<string, StopStep> _nodes;
    private readonly Dictionary<string, (ServiceConfig Service, string Node)> _instances;
    private readonly StopGraph _graph;
    private readonly List<DroppedEdge> _dropped;

    private ServiceSteps(StopPlanRequest request, ImmutableArray<StopStep> nodes, List<DroppedEdge> dropped)
    {
        (_request, _dropped) = (request, dropped);

        // Where nobody can order anything, a service stops with its node.
        _nodes = nodes.Where(step => step.Kind != StopKind.Alone).ToDictionary(step => step.Node);
        _instances = request.Lab.Services
            .Where(service => !service.Units.IsEmpty)
            .SelectMany(service => service.On.Distinct().Where(_nodes.ContainsKey).Select(node => (Service: service, Node: node)))
            .ToDictionary(instance => ServiceStep.IdOf(instance.Service.Name, instance.Node));
        _graph = new StopGraph(_instances.Keys);
    }

    /// <param name="nodes">The steps of the nodes.</param>
    /// <param name="dropped">Takes the orders that contradict others.</param>
    public static ImmutableArray<ServiceStep> Of(StopPlanRequest request, FeedDeaths deaths, ImmutableArray<StopStep> nodes, List<DroppedEdge> dropped)
    {
        var steps = new ServiceSteps(request, nodes, dropped);
        if (steps._instances.Count == 0)
        {
            return [];
        }

        steps.AddNeeds();
        return steps.Backwards(deaths);
    }

    private void AddNeeds()
    {
        var instances = _instances.ToLookup(pair => pair.Value.Service.Name);
        foreach (var (from, (service, node)) in _instances)
        {
            foreach (var need in service.Needs.Distinct())
            {
                foreach (var (to, (other, host)) in instances[need].Where(pair => IsNeeded(node, pair.Value.Service, pair.Value.Node)))
                {
                    var edge = new StopEdge(from, to, EdgeStrength.Hard, service.Tier, $"{service.Name} needs {other.Name}");
                    if (!_graph.TryAdd(edge))
                    {
                        _dropped.Add(new DroppedEdge($"{service.Name} on {node}", $"{other.Name} on {host}", "an order that comes first says the opposite"));
                    }
                }
            }
        }
    }

    private bool IsNeeded(string dependent, ServiceConfig need, string host) =>
        need.Need >= need.On.Length || host == dependent || _nodes[host].After.Contains(StepList.IdOf(dependent));

    private ImmutableArray<ServiceStep> Backwards(FeedDeaths deaths)
    {
        var latest = new Dictionary<string, Moment>();
        var shed = new ShedServices(_request, deaths, _nodes);
        var steps = new List<ServiceStep>();
        foreach (var id in _graph.NeedsFirst())
        {
            var (service, node) = _instances[id];
            var (until, why) = (_nodes[node].Start, $"{node} stops");
            foreach (var edge in _graph.NeedsOf(id).OrderBy(edge => edge.To, StringComparer.Ordinal).Where(edge => latest[edge.To] <= until))
            {
                (until, why) = (latest[edge.To], $"{ServiceStep.NameOf(edge.To, _instances[edge.To].Node)} stops, for {edge.Why}");
            }

            var takes = StopDuration.Of(service, node, _request.LearnedStops);
            latest[id] = until - takes - StepList.Ahead(_request.Lab.Policy);
            var floor = deaths.Floor(_nodes[node].Feeds, _request.Lab.Policy.Grace, _request.Now);
            var (start, reason) = (Moment.Max(latest[id], floor), latest[id] < floor ? $"before {why}, as far as the time suffices" : $"before {why}");
            if (_nodes[node].Kind != StopKind.Shed && shed.Of(service, node) is { } early && Moment.Max(early.At, floor) < start)
            {
                (start, reason) = (Moment.Max(early.At, floor), early.Why);
            }

            steps.Add(new ServiceStep
            {
                Id = id,
                Service = service.Name,
                Node = node,
                Units = service.Units,
                Start = start,
                Duration = takes,
                After = [.. _graph.DependentsOf(id).Order(StringComparer.Ordinal)],
                Reason = reason,
            });
        }

        return [.. steps.OrderBy(step => step.Start.Nanoseconds).ThenBy(step => step.Id, StringComparer.Ordinal)];
    }
}
