using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Feeds as their cuts leave them: what is told to be cut ends then, whatever the mains do; and an FSD that we set ourselves, found beside OL
/// when nothing is going to be cut, is a latch that its upsd keeps and no reason to stop anybody.
/// </summary>
internal sealed class CutFeeds
{
    /// <summary>So long after a cut was due, what the UPS says counts again: it has cut and is back, or does not do it.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Moment?> _latched = [];

    public ImmutableArray<FeedAssessment> InForce(OutageState state, LabConfig lab, ImmutableArray<FeedAssessment> feeds, Moment now)
    {
        foreach (var feed in state.Cuts.Keys)
        {
            _latched.TryAdd(feed, null);
        }

        return _latched.Count == 0 ? feeds : [.. feeds.Select(feed => InForce(state, lab, feed, now))];
    }

    private FeedAssessment InForce(OutageState state, LabConfig lab, FeedAssessment feed, Moment now)
    {
        if (state.Cuts.GetValueOrDefault(feed.Feed) is { CutAt: { } cutAt, CutBy: { } by } && now < by + Overdue)
        {
            return Doomed(state, lab, feed, cutAt, now);
        }

        if (!_latched.TryGetValue(feed.Feed, out var since))
        {
            return feed;
        }

        var status = UpsStatus.Parse(feed.RawStatus);
        if (feed.IsStale || !status.IsForcedShutdown || status.SaysOnBattery || !status.SaysOnLine)
        {
            _latched[feed.Feed] = null;
            if (!feed.IsStale && !status.IsForcedShutdown && !state.Cuts.ContainsKey(feed.Feed))
            {
                _latched.Remove(feed.Feed);
            }

            return feed;
        }

        if (state.Cuts.GetValueOrDefault(feed.Feed)?.Phase == CutPhase.Announced)
        {
            return feed;
        }

        var online = since ?? now;
        _latched[feed.Feed] = online;
        return feed with
        {
            Condition = FeedCondition.OnLine,
            OnLineSince = now - online >= lab.Policy.Debounce ? online : null,
            OnBatterySince = null,
            OnBatteryFor = TimeSpan.Zero,
            LowBatterySince = null,
            HasLeftOverShutdown = true,
            Fired = [],
        };
    }

    /// <summary>The margin is for what nobody foresees in a battery; the delay has its own.</summary>
    private static FeedAssessment Doomed(OutageState state, LabConfig lab, FeedAssessment feed, Moment cutAt, Moment now)
    {
        var since = feed.OnBatterySince ?? state.Feeds.GetValueOrDefault(feed.Feed, state.Began);
        var left = cutAt > now ? cutAt - now + lab.Policy.Margin : lab.Policy.Margin;
        return feed with
        {
            Condition = FeedCondition.ForcedShutdown,
            OnBatterySince = since,
            OnBatteryFor = feed.OnBatteryFor > TimeSpan.Zero ? feed.OnBatteryFor : now - since,
            OnLineSince = null,
            LowBatterySince = feed.LowBatterySince ?? state.Cuts[feed.Feed].At,
            Runtime = feed.IsDying && feed.Runtime < left ? feed.Runtime : left,
            RuntimeAt = now,
            RuntimeBasis = "what is left until its cut",
            WorstRuntime = null,
            Fired = feed.Fired.Any(fired => fired.Name == FiredTrigger.Cut) ? feed.Fired : feed.Fired.Add(new FiredTrigger(FiredTrigger.Cut, state.Cuts[feed.Feed].At, $"{feed.Feed} is about to be cut")),
        };
    }
}
