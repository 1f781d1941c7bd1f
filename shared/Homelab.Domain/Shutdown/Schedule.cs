using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>Latest starts for one set of edges, and by how much they come too early to be kept.</summary>
internal sealed class Schedule
{
    private readonly StopPlanRequest _request;
    private readonly FeedDeaths _deaths;
    private readonly IReadOnlyDictionary<string, TimeSpan> _durations;

    public Schedule(StopPlanRequest request, FeedDeaths deaths, StopGraph graph, IReadOnlyDictionary<string, TimeSpan> durations)
    {
        _request = request;
        _deaths = deaths;
        _durations = durations;
        Starts = LatestStarts.Compute(request, deaths, graph, durations);
        Shortfall = deaths.Nodes
            .Where(node => !request.Stopping.Contains(node.Name))
            .Select(node => Ready(node.Feeds) - Starts[node.Name].LatestStart)
            .DefaultIfEmpty(TimeSpan.MinValue)
            .Max();
    }

    public LatestStarts Starts { get; }

    /// <summary>How much time lacks; zero or less where everything can still start in time.</summary>
    public TimeSpan Shortfall { get; }

    public Schedule With(StopGraph graph) => new(_request, _deaths, graph, _durations);

    /// <summary>The earliest moment at which a node may be told; two beats are forgiven, for they pass between planning and telling.</summary>
    private Moment Ready(ImmutableArray<string> feeds) => Moment.Max(
        _deaths.Floor(feeds, _request.Lab.Policy.Grace, _request.Now),
        _request.Now - 2 * _request.Lab.Policy.Beat);
}
