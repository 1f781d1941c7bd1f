using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Feeds with what the journal and this process know of them. A reading of a coordinator that has just started knows nothing of an outage
/// that runs already: until it has seen a feed steadily on line, the journal has the say.
/// </summary>
internal sealed class FeedMemory(Moment startedAt)
{
    private readonly HashSet<string> _seenSteady = [];
    private readonly Dictionary<string, Moment> _lowSince = [];
    private readonly Dictionary<string, Moment> _emptySince = [];
    private (OutageState State, ImmutableArray<FeedAssessment> Feeds, LabConfig Lab)? _asked;
    private ImmutableArray<FeedAssessment> _known = [];

    /// <summary>Null right after a restart, while nothing may be concluded because a feed of the outage was not read yet.</summary>
    public ImmutableArray<FeedAssessment>? Known(OutageState state, ImmutableArray<FeedAssessment> feeds, LabConfig lab, Moment now)
    {
        // Beats come by the hundred between two readings: of the same words the same is known.
        if (_asked is { } asked && ReferenceEquals(asked.State, state) && asked.Feeds == feeds && ReferenceEquals(asked.Lab, lab))
        {
            return _known;
        }

        if (Conclude(state, feeds, lab, now) is not { } known)
        {
            return null;
        }

        (_asked, _known) = ((state, feeds, lab), known);
        return known;
    }

    private ImmutableArray<FeedAssessment>? Conclude(OutageState state, ImmutableArray<FeedAssessment> feeds, LabConfig lab, Moment now)
    {
        feeds = [.. feeds.Select(feed => UnreadFeed.InForce(state.Return, feed))];
        _seenSteady.UnionWith(feeds.Where(feed => feed is { Condition: FeedCondition.OnLine, OnLineSince: not null }).Select(feed => feed.Feed));
        if (!state.IsRunning)
        {
            return [.. feeds.Select(feed => WithBeginnings(feed, now))];
        }

        var known = feeds.ToDictionary(feed => feed.Feed);
        var journalled = state.Feeds.Where(feed => !AskedNodes.IsOne(feed.Key) && !_seenSteady.Contains(feed.Key)).ToDictionary(feed => feed.Key, feed => feed.Value);
        if (now < startedAt + lab.Policy.MaxAge && journalled.Keys.Any(name => known.GetValueOrDefault(name) is null or { Condition: FeedCondition.Unknown }))
        {
            return null;
        }

        // Never assessed at all counts as unknown, and that after on battery as on battery (P9).
        var missing = journalled.Keys
            .Where(name => !known.ContainsKey(name) && lab.Feed(name) is { IsMains: false })
            .Select(name => new FeedAssessment { Feed = name, Condition = FeedCondition.Unknown });
        return
        [
            .. feeds.Concat(missing)
                .Select(feed => journalled.TryGetValue(feed.Feed, out var since) ? Journalled(feed, since, lab.Feed(feed.Feed)?.DeclaredRuntime, state.Ends.GetValueOrDefault(feed.Feed), now) : feed)
                .Select(feed => WithBeginnings(feed, now)),
        ];
    }

    private static FeedAssessment Journalled(FeedAssessment feed, Moment since, TimeSpan? declared, KnownEnd? end, Moment now) => feed switch
    {
        { Condition: FeedCondition.Unknown } => RunDown(feed, since, feed.Runtime ?? declared, end, now) with
        {
            Condition = FeedCondition.OnBattery,
            OnBatterySince = since,
            OnBatteryFor = TimeSpan.Zero,
        },
        { OnBatterySince: { } seen } when seen > since => Least(feed, declared - (now - since), now) with { OnBatterySince = since, OnBatteryFor = TimeSpan.Zero },
        _ => feed,
    };

    /// <summary>What a full battery gives began to run down when the journal says so, not when this process began to look (P6).</summary>
    private static FeedAssessment RunDown(FeedAssessment feed, Moment since, TimeSpan? whole, KnownEnd? end, Moment now)
    {
        var (left, worst) = (whole - (now - since), (feed.WorstRuntime ?? whole) - (now - since));
        var isRead = end is not null && !(left < end.EmptyAt - now);
        return feed with
        {
            Runtime = NotNegative(isRead ? end!.EmptyAt - now : left),
            WorstRuntime = NotNegative(end is not null && !(worst < end.WorstAt - now) ? end.WorstAt - now : worst),
            RuntimeAt = now,
            RuntimeBasis = isRead ? "unknown since the coordinator restarted; as it was last read, less the time since"
                : whole is null ? "unknown since the coordinator restarted"
                : "unknown since the coordinator restarted; what it had in all, less the time since the journal has it on battery",
        };
    }

    private static FeedAssessment Least(FeedAssessment feed, TimeSpan? left, Moment now) => feed.Runtime is null || feed.RuntimeAt + feed.Runtime <= now + left || left is null
        ? feed
        : feed with
        {
            Runtime = NotNegative(left),
            WorstRuntime = feed.WorstRuntime < NotNegative(left) ? feed.WorstRuntime : NotNegative(left),
            RuntimeAt = now,
            RuntimeBasis = "declared runtime less the time since the journal has it on battery",
        };

    private static TimeSpan? NotNegative(TimeSpan? span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private FeedAssessment WithBeginnings(FeedAssessment feed, Moment now) => WithEmpty(WithLowBattery(feed, now));

    /// <summary>Since when it is low, so that what follows from it stays where it is from plan to plan.</summary>
    private FeedAssessment WithLowBattery(FeedAssessment feed, Moment now)
    {
        if (feed.Condition is not (FeedCondition.LowBattery or FeedCondition.ForcedShutdown))
        {
            _lowSince.Remove(feed.Feed);
            return feed;
        }

        _lowSince.TryAdd(feed.Feed, feed.LowBatterySince ?? now);
        return feed with { LowBatterySince = _lowSince[feed.Feed] };
    }

    /// <summary>An end that is over is reckoned anew with each look: when it came is what the load that moved then is counted from (P15).</summary>
    private FeedAssessment WithEmpty(FeedAssessment feed)
    {
        if (!feed.IsDying || !(feed.EmptyAt <= feed.RuntimeAt))
        {
            _emptySince.Remove(feed.Feed);
            return feed;
        }

        _emptySince.TryAdd(feed.Feed, feed.RuntimeAt);
        return feed with { EmptySince = _emptySince[feed.Feed] };
    }
}
