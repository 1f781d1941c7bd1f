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
        _seenSteady.UnionWith(feeds.Where(feed => feed is { Condition: FeedCondition.OnLine, OnLineSince: not null }).Select(feed => feed.Feed));
        if (!state.IsRunning)
        {
            return [.. feeds.Select(feed => WithLowBattery(feed, now))];
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
                .Select(feed => journalled.TryGetValue(feed.Feed, out var since) ? Journalled(feed, since) : feed)
                .Select(feed => WithLowBattery(feed, now)),
        ];
    }

    private static FeedAssessment Journalled(FeedAssessment feed, Moment since) => feed switch
    {
        { Condition: FeedCondition.Unknown } => feed with
        {
            Condition = FeedCondition.OnBattery,
            OnBatterySince = since,
            OnBatteryFor = TimeSpan.Zero,
            RuntimeBasis = "unknown since the coordinator restarted",
        },
        { OnBatterySince: { } seen } when seen > since => feed with { OnBatterySince = since, OnBatteryFor = TimeSpan.Zero },
        _ => feed,
    };

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
}
