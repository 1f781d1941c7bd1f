using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>The latest start of every node and what binds it, computed backwards from the deaths of the feeds.</summary>
internal sealed class LatestStarts
{
    /// <summary>Allowance for clocks that run at different speeds (P7).</summary>
    public const double Drift = 0.02;

    private readonly Dictionary<string, Bound> _bounds = [];

    private LatestStarts()
    {
    }

    public readonly record struct Bound(Moment LatestStart, Moment FinishBy, TimeSpan Duration, StopEdge? Edge, string? Path);

    public Bound this[string node] => _bounds[node];

    public static LatestStarts Compute(StopPlanRequest request, FeedDeaths deaths, StopGraph graph, IReadOnlyDictionary<string, TimeSpan> durations)
    {
        var result = new LatestStarts();
        var nodes = request.Lab.Nodes.ToDictionary(node => node.Name);
        foreach (var name in graph.NeedsFirst())
        {
            var duration = durations[name];
            var death = deaths.EmptyAt(nodes[name].Feeds);
            var bound = new Bound(default, death - request.Lab.Policy.Margin, duration, null, null);
            foreach (var edge in graph.NeedsOf(name).OrderBy(edge => edge.To, StringComparer.Ordinal))
            {
                var before = WithoutDrift(result[edge.To].LatestStart, request.Now);
                if (before < bound.FinishBy)
                {
                    bound = bound with { FinishBy = before, Edge = edge };
                }
            }

            bound = bound with { LatestStart = bound.FinishBy - duration };
            result._bounds[name] = WithPath(bound, request, deaths, nodes[name]);
        }

        return result;
    }

    /// <summary>An order must reach its node, so it starts before a switch on the way goes dark.</summary>
    private static Bound WithPath(Bound bound, StopPlanRequest request, FeedDeaths deaths, NodeConfig node)
    {
        foreach (var hop in NetworkPath.To(request.Lab, node).Where(hop => deaths.IsInScope(hop.Feeds)))
        {
            var dark = deaths.EmptyAt(hop.Feeds);
            if (dark - request.Lab.Policy.Margin < bound.LatestStart)
            {
                var start = dark - request.Lab.Policy.Margin;
                bound = bound with { LatestStart = start, FinishBy = start + bound.Duration, Path = hop.Name, Edge = null };
            }
        }

        return bound;
    }

    private static Moment WithoutDrift(Moment start, Moment now) =>
        start <= now ? start : start - (start - now) * Drift;
}
