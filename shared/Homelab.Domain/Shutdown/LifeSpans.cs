using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What binds each node by itself, whatever needs it: its power, its own stop and the way that an order takes to it.</summary>
internal sealed class LifeSpans
{
    private readonly Dictionary<string, Life> _lives = [];

    public LifeSpans(StopPlanRequest request, FeedDeaths deaths, IReadOnlyDictionary<string, TimeSpan> durations)
    {
        var policy = request.Lab.Policy;
        var watches = deaths.Nodes.Any(node => request.Deaf.Contains(node.Name)) ? PlanPosition.Of(request.Lab, request.LearnedStops) : [];
        foreach (var node in deaths.Nodes)
        {
            // An order must reach its node, so it starts before a switch on the way goes dark.
            var hop = NetworkPath.To(request.Lab, node)
                .Where(hop => deaths.IsInScope(hop.Feeds))
                .MinBy(hop => deaths.EmptyAt(hop.Feeds).Nanoseconds);
            var empty = deaths.EmptyAt(node.Feeds);
            var floor = deaths.Floor(node.Feeds, policy.Grace, request.Now);
            var ready = Moment.Max(floor, request.Now - 2 * policy.Beat);
            var life = new Life(durations[node.Name], empty - policy.Margin, Moment.Never, "", ready, TimeSpan.Zero);
            if (hop is not null)
            {
                life = life with { OrderBy = deaths.EmptyAt(hop.Feeds) - policy.Margin, OrderWhy = $"the order must pass switch {hop.Name} before it goes dark" };
            }

            if (request.LocalUpsmons.Contains(node.Name) && LowBattery.At(deaths.LastFeed(node.Feeds)) is { } low && low < life.OrderBy)
            {
                life = life with { OrderBy = low, OrderWhy = $"its own upsmon takes it down at low battery of {deaths.LastFeed(node.Feeds).Feed}, whatever is planned" };
            }

            _lives[node.Name] = request.Deaf.Contains(node.Name)
                ? life with { Alone = AloneStop.Of(request, deaths, node, watches[node.Name]) }
                : life.Latest >= floor ? life : AtOnce(life, floor, empty, request.Now);
        }
    }

    /// <param name="FinishBy">Off by then, to keep the margin.</param>
    /// <param name="OrderBy">After this moment no order makes sense: it does not get through any more, or the node goes by itself.</param>
    /// <param name="OrderWhy">Why, in words.</param>
    /// <param name="Ready">The earliest moment at which it may be told; two beats are forgiven, for they pass between planning and telling.</param>
    /// <param name="Lacks">How much time it lacks by itself, whatever waits for it.</param>
    public readonly record struct Life(TimeSpan Duration, Moment FinishBy, Moment OrderBy, string OrderWhy, Moment Ready, TimeSpan Lacks)
    {
        /// <summary>Where nobody can tell it anything: when it goes by itself, whatever waits for that.</summary>
        public AloneStop? Alone { get; init; }

        public Moment Latest => Moment.Min(FinishBy - Duration, OrderBy);
    }

    public Life this[string node] => _lives[node];

    /// <summary>
    /// A stop that cannot keep its margin starts as soon as the grace is over, or at once where even that would be too late for the battery.
    /// </summary>
    private static Life AtOnce(Life life, Moment floor, Moment empty, Moment now)
    {
        var start = floor + life.Duration <= empty ? floor : Moment.Min(now, floor);
        var lacks = life.Ready - life.Latest;
        return life with
        {
            FinishBy = start + life.Duration,
            OrderBy = Moment.Never,
            OrderWhy = "",
            Ready = Moment.Min(life.Ready, start),
            Lacks = lacks > TimeSpan.Zero ? lacks : TimeSpan.Zero,
        };
    }
}
