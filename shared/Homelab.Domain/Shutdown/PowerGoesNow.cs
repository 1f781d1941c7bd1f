using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>The hypothesis of a plan made in peace: the mains fail at this moment.</summary>
public static class PowerGoesNow
{
    /// <param name="only">Feeds that fail; empty for all.</param>
    public static ImmutableArray<FeedAssessment> Assume(
        LabConfig lab, ImmutableArray<FeedAssessment> feeds, Moment now, IReadOnlyCollection<string> only) =>
    [
        .. lab.Feeds
            .Where(feed => !feed.IsMains)
            .Select(feed => (Config: feed, Known: feeds.FirstOrDefault(known => known.Feed == feed.Name)))
            .Select(pair => pair.Known is { IsDying: true } || (only.Count > 0 && !only.Contains(pair.Config.Name))
                ? pair.Known ?? Unknown(pair.Config)
                : Failing(pair.Config, pair.Known, now)),
    ];

    private static FeedAssessment Failing(FeedConfig feed, FeedAssessment? known, Moment now) => (known ?? Unknown(feed)) with
    {
        Condition = FeedCondition.OnBattery,
        OnBatterySince = now,
        OnBatteryFor = TimeSpan.Zero,
        OnLineSince = null,
        Runtime = known?.Runtime ?? feed.DeclaredRuntime,
        RuntimeAt = now,
        RuntimeBasis = (known?.Runtime, feed.DeclaredRuntime) switch
        {
            (not null, _) => known!.RuntimeBasis,
            (null, not null) => "declared in lab.yaml, for a full battery",
            _ => "unknown",
        },
    };

    private static FeedAssessment Unknown(FeedConfig feed) => new() { Feed = feed.Name, Condition = FeedCondition.Unknown };
}
