using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>What an agent that is alone sees of the feeds that bind it. Only fresh readings count, and on line counts only as the strictest reader has it.</summary>
internal sealed class AgentSight
{
    private readonly AgentWatch _watch;
    private readonly Dictionary<string, FeedAssessment> _feeds;
    private readonly Moment _now;

    public AgentSight(AgentWatch watch, ImmutableArray<FeedAssessment> read, Moment now)
    {
        (_watch, _now) = (watch, now);
        _feeds = read.Where(feed => watch.Feeds.Any(known => known.Name == feed.Feed)).ToDictionary(feed => feed.Feed);
    }

    /// <summary>The newest word from any feed, fresh or not; null where none ever came.</summary>
    public Moment? LastWord => _feeds.Values.Max(feed => feed.LastReading?.Nanoseconds) is { } last ? new Moment(last) : null;

    public bool IsAnythingFresh => _feeds.Values.Any(IsFresh);

    /// <summary>Groups that die: a feed is on battery, and none is known to be on line. Silence alone kills nothing, and saves nothing.</summary>
    public IEnumerable<FeedGroup> Dying => _watch.Groups.Where(group => Any(group, feed => feed.IsDying) && !Any(group, IsOnLine));

    /// <summary>A group is alive by a fresh reading of one of its feeds; the moment of the newest, null where none says so.</summary>
    public Moment? OnLineAt(FeedGroup group) =>
        Of(group).Where(IsOnLine).Max(feed => feed.LastReading?.Nanoseconds) is { } last ? new Moment(last) : null;

    /// <summary>On line for the debounce, by fresh readings.</summary>
    public bool IsSteady(FeedGroup group) => Any(group, feed => IsOnLine(feed) && feed.OnLineSince is not null);

    /// <summary>Any feed that binds this node, needed or not, is on battery.</summary>
    public bool IsAnyOnBattery => _feeds.Values.Any(feed => feed.IsDying);

    /// <summary>
    /// The latest start that these readings allow; null while nothing dies. A feed at low battery waits for nothing but what goes first.
    /// </summary>
    public Moment? LatestStart(Moment batterySince, TimeSpan reserve)
    {
        Moment? latest = null;
        foreach (var group in Dying)
        {
            var dying = Of(group).Where(feed => feed.IsDying).ToList();
            var floor = batterySince + _watch.Policy.Grace;
            var last = dying.Where(feed => feed.EmptyAt is not null).MaxBy(feed => feed.EmptyAt!.Value.Nanoseconds);
            var start = last?.EmptyAt is { } empty ? _watch.LatestStart(floor, empty, reserve, isCertain: IsFresh(last)) : floor + _watch.Wait;
            if (dying.All(feed => feed.Condition is FeedCondition.LowBattery or FeedCondition.ForcedShutdown))
            {
                var low = dying.Select(feed => feed.LowBatterySince ?? _now).Aggregate(Moment.Max);
                start = Moment.Min(start, low + _watch.Wait);
            }

            latest = latest is { } known ? Moment.Min(known, start) : start;
        }

        return latest;
    }

    private IEnumerable<FeedAssessment> Of(FeedGroup group) => group.Feeds.Select(name => _feeds.GetValueOrDefault(name)).OfType<FeedAssessment>();

    private bool Any(FeedGroup group, Func<FeedAssessment, bool> condition) => Of(group).Any(condition);

    private bool IsFresh(FeedAssessment feed) => feed.LastReading is { } last && _now - last <= _watch.Policy.MaxAge;

    /// <summary>
    /// Never beside FSD, whoever set it (P9), and not in a test: an agent begins to look in the middle of an outage, so what a first contact
    /// would let pass proves nothing here.
    /// </summary>
    private bool IsOnLine(FeedAssessment feed)
    {
        var status = UpsStatus.Parse(feed.RawStatus);
        return feed.Condition == FeedCondition.OnLine && IsFresh(feed) && status is { SaysOnLine: true, IsForcedShutdown: false, SaysOnBattery: false, IsTest: false };
    }
}
