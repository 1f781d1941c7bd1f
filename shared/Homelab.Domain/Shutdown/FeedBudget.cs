using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>What the whole order wants of one feed, and what the feed gives. Both count from the making of the plan.</summary>
/// <param name="Needed">What is left of the grace, the longest chain of stops with the clocks' drift, and the margin.</param>
/// <param name="Given">Until it is empty; null where nobody knows.</param>
public sealed record FeedBudget(string Feed, TimeSpan Needed, TimeSpan? Given)
{
    public TimeSpan Lacks => Given is { } given && Needed > given ? Needed - given : TimeSpan.Zero;

    /// <summary>One for each dying feed that a node's end, or the way to it, is reckoned from. No order is given up here.</summary>
    internal static ImmutableArray<FeedBudget> Of(
        StopPlanRequest request, FeedDeaths deaths, StopGraph whole, IReadOnlyDictionary<string, TimeSpan> durations, LatestStarts latest)
    {
        var (now, margin) = (request.Now, request.Lab.Policy.Margin);
        var starts = new EarliestStarts(request, deaths, whole, durations, now, TimeSpan.Zero, latest);
        var needed = new Dictionary<string, TimeSpan>();
        foreach (var node in deaths.Nodes.Where(node => EarliestStarts.IsLeft(request, node.Name)))
        {
            Need(node.Feeds, starts[node.Name] + durations[node.Name]);

            // An order must pass before the way is dark.
            foreach (var hop in NetworkPath.To(request.Lab, node).Where(hop => deaths.IsInScope(hop.Feeds)))
            {
                Need(hop.Feeds, starts[node.Name]);
            }
        }

        return
        [
            .. deaths.Dying
                .Where(feed => needed.ContainsKey(feed.Feed))
                .Select(feed => new FeedBudget(feed.Feed, needed[feed.Feed], feed.EmptyAt is { } empty ? empty - now : null))
                .OrderBy(budget => budget.Given is { } given ? given - budget.Needed : TimeSpan.MaxValue)
                .ThenByDescending(budget => budget.Needed),
        ];

        void Need(ImmutableArray<string> feeds, Moment until)
        {
            var feed = deaths.LastFeed(feeds).Feed;
            var span = until + margin - now;
            needed[feed] = needed.TryGetValue(feed, out var known) && known > span ? known : span;
        }
    }
}
