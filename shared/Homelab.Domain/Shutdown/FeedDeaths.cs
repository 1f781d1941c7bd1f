using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>When each dying feed and each node in scope loses power.</summary>
internal sealed class FeedDeaths
{
    private readonly Dictionary<string, FeedAssessment> _dying;
    private readonly HashSet<string> _alive;

    public FeedDeaths(StopPlanRequest request)
    {
        var mains = request.Lab.Feeds.Where(feed => feed.IsMains).Select(feed => feed.Name).ToHashSet();
        var batteries = request.Feeds.Where(feed => !mains.Contains(feed.Feed)).ToList();
        _dying = batteries.Where(feed => feed.IsDying).ToDictionary(feed => feed.Feed);
        _alive = [.. batteries.Where(feed => feed.Condition == FeedCondition.OnLine).Select(feed => feed.Feed)];
        Unknown = [.. batteries.Where(feed => feed.Condition == FeedCondition.Unknown).Select(feed => feed.Feed).Order(StringComparer.Ordinal)];
        Nodes = [.. request.Lab.Nodes.Where(node => IsInScope(node.Feeds))];
    }

    /// <summary>Nodes in scope.</summary>
    public ImmutableArray<NodeConfig> Nodes { get; }

    /// <summary>Feeds of which nothing is known.</summary>
    public ImmutableArray<string> Unknown { get; }

    /// <summary>When a feed of unknown runtime is taken to be empty; Never until the planner has assumed something.</summary>
    public Moment Assumed { get; set; } = Moment.Never;

    public IEnumerable<FeedAssessment> Dying => _dying.Values
        .OrderBy(feed => feed.EmptyAt ?? Moment.Never)
        .ThenBy(feed => feed.Feed, StringComparer.Ordinal);

    public bool IsDying(string feed) => _dying.ContainsKey(feed);

    /// <summary>
    /// A node is in scope when a feed of it is dying and none is known to be on line. The bare mains, and a feed of which nothing is
    /// known, neither lengthen a life nor end one (P15).
    /// </summary>
    public bool IsInScope(ImmutableArray<string> feeds) => feeds.Any(_dying.ContainsKey) && !feeds.Any(_alive.Contains);

    /// <summary>A feed that tells no runtime lengthens nothing beside one that does.</summary>
    public Moment EmptyAt(ImmutableArray<string> feeds) =>
        feeds.Where(_dying.ContainsKey).Select(feed => _dying[feed].EmptyAt).Max(moment => moment?.Nanoseconds) is { } last ? new Moment(last) : Assumed;

    /// <summary>The feed that a node's death is reckoned from.</summary>
    public FeedAssessment LastFeed(ImmutableArray<string> feeds) =>
        feeds.Where(_dying.ContainsKey).Select(feed => _dying[feed]).MaxBy(feed => feed.EmptyAt?.Nanoseconds ?? long.MinValue)!;

    public bool IsUnknown(ImmutableArray<string> feeds) => LastFeed(feeds).EmptyAt is null;

    /// <summary>
    /// Before this moment a node is ordered nothing: the mains must have been away for the grace on each of its feeds.
    /// A feed of which a trigger has fired waits no longer.
    /// </summary>
    public Moment Floor(ImmutableArray<string> feeds, TimeSpan grace, Moment now) =>
        feeds.Where(_dying.ContainsKey).Select(feed => Floor(_dying[feed], grace, now)).Aggregate(Moment.Zero, Moment.Max);

    /// <summary>A trigger of each of a node's dying feeds has fired.</summary>
    public bool IsUrgent(ImmutableArray<string> feeds) => feeds.Where(_dying.ContainsKey).All(feed => IsUrgent(_dying[feed]));

    /// <summary>Why a node is urgent, in words.</summary>
    public string Urgency(ImmutableArray<string> feeds) => string.Join("; ", feeds
        .Where(_dying.ContainsKey)
        .Select(feed => _dying[feed].Fired.MinBy(fired => fired.Since.Nanoseconds)?.Why)
        .OfType<string>()
        .Distinct());

    private static bool IsUrgent(FeedAssessment feed) => !feed.Fired.IsEmpty;

    private static Moment Floor(FeedAssessment feed, TimeSpan grace, Moment now) =>
        IsUrgent(feed) ? feed.Fired.Min(fired => fired.Since) : TimeOnBattery.Began(feed, now) + grace;
}
