using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>What the declaration alone tells of who has power how long.</summary>
internal static class LabPower
{
    /// <summary>The feeds among these that have a battery.</summary>
    public static IEnumerable<FeedConfig> UpsFeeds(LabConfig lab, ImmutableArray<string> feeds) =>
        feeds.Select(lab.Feed).OfType<FeedConfig>().Where(feed => !feed.IsMains);

    /// <summary>The declared runtime of the longest; null where one of them declares none.</summary>
    public static TimeSpan? DeclaredRuntime(IReadOnlyCollection<FeedConfig> feeds) =>
        feeds.Count > 0 && feeds.All(feed => feed.DeclaredRuntime is not null) ? feeds.Max(feed => feed.DeclaredRuntime) : null;
}
