using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>
/// All feeds of a lab together, from polls to assessments: what one feed says of another (P15), triggers with their debounce, and heat.
/// Synchronous and without a clock; it is the only way from polls to the outage engine, so that a simulator runs this very type.
/// </summary>
public sealed class FeedDesk(LabConfig lab)
{
    private readonly Dictionary<string, (FeedSource? Source, FeedState State)> _feeds = [];
    private readonly Dictionary<string, LimitTriggers> _limits = [];
    private readonly Dictionary<string, BatteryLearning> _batteries = [];
    private readonly Dictionary<string, Moment> _tests = [];
    private LabConfig _lab = lab;

    public HeatState Heat { get; } = new();

    /// <summary>Goes on with another lab: feeds that are gone, or are another UPS now, are forgotten.</summary>
    public void Take(LabConfig lab)
    {
        _lab = lab;
        foreach (var gone in _feeds.Where(feed => lab.Feed(feed.Key) is not { } config || config.Source != feed.Value.Source).Select(feed => feed.Key).ToArray())
        {
            _feeds.Remove(gone);
            _limits.Remove(gone);
            _batteries.Remove(gone);
            _tests.Remove(gone);
        }
    }

    /// <summary>Goes on learning a feed's UPS from what an earlier process knew of it.</summary>
    public void Remember(string feed, BatteryRecord battery) => _batteries[feed] = new BatteryLearning(battery);

    /// <summary>What is known of a feed's UPS.</summary>
    public BatteryRecord BatteryOf(string feed) => _batteries.TryGetValue(feed, out var battery) ? battery.Record : BatteryRecord.Empty;

    /// <summary>A feed's UPS is about to be told to test its battery.</summary>
    public void BeginTest(string feed, SelfTestKind kind, DateTimeOffset wall, Moment now)
    {
        _tests[feed] = now;
        LearningOf(feed).Change(record => SelfTestCourse.Begin(record, kind, StateOf(feed).Reading, wall));
    }

    public void EndTest(string feed, SelfTestOutcome outcome, string why)
    {
        _tests.Remove(feed);
        LearningOf(feed).Change(record => SelfTestCourse.End(record, outcome, why));
    }

    /// <summary>Takes in one poll; a feed that the lab does not have is ignored.</summary>
    /// <param name="wall">The time of day in the lab's zone; without it nothing is learned for later.</param>
    public void Observe(string feed, FeedPoll poll, DateTimeOffset? wall = null)
    {
        if (_lab.Feed(feed) is not { } config)
        {
            return;
        }

        if (poll is FeedAnswered said && _tests.TryGetValue(feed, out var told) && said.At >= told && said.At - told <= SelfTestCourse.Hidden)
        {
            poll = said with { Reading = said.Reading with { IsToldToTest = true } };
        }

        if (poll is FeedAnswered one && _feeds.Any(other => other.Key != feed && other.Value.State.Outage is { IsPresumed: false }))
        {
            poll = one with { Reading = one.Reading with { IsBesideOutage = true } };
        }

        var state = StateOf(feed).Observe(poll, _lab.Policy);
        _feeds[feed] = (config.Source, state);
        if (wall is { } known && poll is FeedAnswered answered && state.ReadAt == answered.At)
        {
            LearningOf(feed).Observe(config, _lab.Policy, state, state.Reading!, answered.At, known);
        }
    }

    private BatteryLearning LearningOf(string feed) => _batteries.TryGetValue(feed, out var battery) ? battery : _batteries[feed] = new BatteryLearning(BatteryRecord.Empty);

    public FeedState StateOf(string feed) => _feeds.TryGetValue(feed, out var held) ? held.State : FeedState.NeverHeard;

    /// <summary>What can be said of every feed at this moment, in the lab's order. Moments never go back from call to call.</summary>
    public ImmutableArray<FeedAssessment> Assess(Moment now)
    {
        foreach (var (feed, _) in _tests.Where(test => BatteryOf(test.Key).OpenTest is { } open && now - test.Value > SelfTestCourse.BoundOf(open.Kind)).ToArray())
        {
            EndTest(feed, SelfTestOutcome.Silent, StateOf(feed).Reading?.TestResult is { Length: > 0 } said ? $"the UPS still says {said}" : "the UPS tells no result");
        }

        var heat = Heat.Assess(_lab, now);
        var each = _lab.Feeds.Select(feed => FeedAssessor.Assess(feed, _lab.Policy, StateOf(feed.Name), now, BatteryOf(feed.Name))).ToImmutableArray();
        return [.. SharedFate.Of(each, StateOf, now).Select(feed => Triggered(feed, heat, now))];
    }

    private FeedAssessment Triggered(FeedAssessment feed, FiredTrigger? heat, Moment now)
    {
        if (feed.IsMains || _lab.Feed(feed.Feed) is not { } config)
        {
            return feed;
        }

        if (!_limits.TryGetValue(feed.Feed, out var limits))
        {
            _limits[feed.Feed] = limits = new LimitTriggers();
        }

        var fired = feed.Fired.AddRange(limits.Observe(config, feed));
        fired = heat is null ? fired : fired.Add(heat);
        return fired.FirstOrDefault(trigger => trigger.ActsOnLine) is { } hot && !feed.IsDying
            ? GivenUp(feed, fired, hot)
            : feed with { Fired = fired };
    }

    /// <summary>On line or unknown, and stopped in order all the same: as if it were told to shut down.</summary>
    private static FeedAssessment GivenUp(FeedAssessment feed, ImmutableArray<FiredTrigger> fired, FiredTrigger hot) => feed with
    {
        Condition = FeedCondition.ForcedShutdown,
        IsGivenUp = true,
        Fired = fired,
        OnBatterySince = feed.OnBatterySince ?? hot.Since,
        OnLineSince = null,
        Runtime = null,
        RuntimeBasis = "of no use: the feed is given up for heat, not for its battery",
        WorstRuntime = null,
        Detail = $"It is given up although it is not on battery: {hot.Why}. {feed.Detail}".TrimEnd(),
    };
}
