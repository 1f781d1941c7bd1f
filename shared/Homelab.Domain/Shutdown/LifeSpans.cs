using Homelab.Domain.Lab;
namespace Homelab.Domain.Shutdown;

/// <summary>What binds each node by itself, whatever needs it: its power, its own stop and the way that an order takes to it.</summary>
internal sealed class LifeSpans
{
    private readonly Dictionary<string, Life> _lives = [];

    public LifeSpans(StopPlanRequest request, FeedDeaths deaths, IReadOnlyDictionary<string, TimeSpan> durations)
    {
        var margin = request.Lab.Policy.Margin;
        foreach (var node in deaths.Nodes)
        {
            // An order must reach its node, so it starts before a switch on the way goes dark.
            var hop = NetworkPath.To(request.Lab, node)
                .Where(hop => deaths.IsInScope(hop.Feeds))
                .MinBy(hop => deaths.EmptyAt(hop.Feeds).Nanoseconds);
            _lives[node.Name] = new Life(
                durations[node.Name],
                deaths.EmptyAt(node.Feeds) - margin,
                hop is null ? Moment.Never : deaths.EmptyAt(hop.Feeds) - margin,
                hop?.Name,
                Moment.Max(deaths.Floor(node.Feeds, request.Lab.Policy.Grace, request.Now), request.Now - 2 * request.Lab.Policy.Beat));
        }
    }

    /// <param name="FinishBy">Off by then, to keep the margin.</param>
    /// <param name="OrderBy">After this moment no order passes <paramref name="DarkHop"/>.</param>
    /// <param name="Ready">The earliest moment at which it may be told; two beats are forgiven, for they pass between planning and telling.</param>
    public readonly record struct Life(TimeSpan Duration, Moment FinishBy, Moment OrderBy, string? DarkHop, Moment Ready);

    public Life this[string node] => _lives[node];
}
