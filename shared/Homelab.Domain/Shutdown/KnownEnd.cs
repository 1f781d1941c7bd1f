using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// When a feed will be empty, as it was last read: kept in the journal, so that a coordinator that starts again and cannot read it any more
/// does not fall back on less than was known (P6).
/// </summary>
/// <param name="WorstAt">The same at the worst load that can come back (P8).</param>
public sealed record KnownEnd(string Feed, Moment EmptyAt, Moment WorstAt)
{
    public static ImmutableArray<KnownEnd> Of(ImmutableArray<FeedAssessment> feeds) =>
    [
        .. feeds.Where(feed => feed is { IsDying: true, IsMains: false, IsGivenUp: false } && !AskedNodes.IsOne(feed.Feed))
            .Where(feed => feed.EmptyAt is not null)
            .Select(feed => new KnownEnd(feed.Feed, feed.EmptyAt!.Value, feed.RuntimeAt + (feed.WorstRuntime ?? feed.Runtime!.Value))),
    ];
}
