namespace Homelab.Domain.Shutdown;

/// <summary>Latest starts for one set of edges, and by how much they come too early to be kept.</summary>
internal sealed class Schedule
{
    private readonly StopPlanRequest _request;
    private readonly LifeSpans _lives;

    // How much time each node lacks; negative where it has some left. A node that stops already, or hears nothing, can no longer be late.
    private readonly Dictionary<string, TimeSpan> _lacking = [];

    public Schedule(StopPlanRequest request, LifeSpans lives, StopGraph graph)
    {
        _request = request;
        _lives = lives;
        Starts = LatestStarts.Compute(lives, graph, request.Now);
        foreach (var node in graph.Nodes.Where(node => !request.Stopping.Contains(node) && !request.Unreachable.Contains(node)))
        {
            _lacking[node] = lives[node].Ready - Starts[node].LatestStart;
        }

        // What a node lacks by itself no order costs, but it is lacking all the same.
        Shortfall = _lacking.Select(pair => pair.Value > lives[pair.Key].Lacks ? pair.Value : lives[pair.Key].Lacks).DefaultIfEmpty(TimeSpan.Zero).Max();
    }

    public LatestStarts Starts { get; }

    /// <summary>How much time lacks; zero or less where everything can still start in time.</summary>
    public TimeSpan Shortfall { get; }

    public Schedule With(StopGraph graph) => new(_request, _lives, graph);

    /// <summary>Nodes that are late here and would not be, or would be less, there.</summary>
    public IEnumerable<string> LaterThan(Schedule there) =>
        _lacking.Where(pair => pair.Value > TimeSpan.Zero && pair.Value > there._lacking[pair.Key]).Select(pair => pair.Key);
}
