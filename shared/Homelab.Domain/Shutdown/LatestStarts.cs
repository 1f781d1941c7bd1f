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

    /// <param name="Lacks">How much time the node lacks by itself.</param>
    /// <param name="Order">Why an order makes no sense any later, where that binds.</param>
    public readonly record struct Bound(Moment LatestStart, Moment FinishBy, TimeSpan Duration, TimeSpan Lacks, StopEdge? Edge, string? Order);

    public Bound this[string node] => _bounds[node];

    public static LatestStarts Compute(LifeSpans lives, StopGraph graph, Moment now)
    {
        var result = new LatestStarts();
        foreach (var name in graph.NeedsFirst())
        {
            var life = lives[name];
            if (life.Alone is { } alone)
            {
                result._bounds[name] = new Bound(alone.At, alone.At + life.Duration, life.Duration, TimeSpan.Zero, null, alone.Why);
                continue;
            }

            var bound = new Bound(default, life.FinishBy, life.Duration, life.Lacks, null, null);
            foreach (var edge in graph.NeedsOf(name))
            {
                var before = WithoutDrift(result[edge.To].LatestStart, now);
                var isTied = before == bound.FinishBy && bound.Edge is { } known && string.CompareOrdinal(edge.To, known.To) < 0;
                if (before < bound.FinishBy || isTied)
                {
                    bound = bound with { FinishBy = before, Edge = edge };
                }
            }

            bound = bound with { LatestStart = bound.FinishBy - life.Duration };
            result._bounds[name] = life.OrderBy < bound.LatestStart
                ? bound with { LatestStart = life.OrderBy, FinishBy = life.OrderBy + life.Duration, Order = life.OrderWhy, Edge = null }
                : bound;
        }

        return result;
    }

    private static Moment WithoutDrift(Moment start, Moment now) =>
        start <= now ? start : start - (start - now) * Drift;
}
