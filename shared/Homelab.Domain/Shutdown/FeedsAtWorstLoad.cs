using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>The feeds as leases must take them: at the load that can come back while nobody watches (P8).</summary>
internal static class FeedsAtWorstLoad
{
    /// <summary>Null where no dying feed would end earlier by it.</summary>
    public static ImmutableArray<FeedAssessment>? Of(ImmutableArray<FeedAssessment> feeds) =>
        feeds.Any(IsWorse)
            ? [.. feeds.Select(feed => IsWorse(feed) ? feed with { Runtime = feed.WorstRuntime, RuntimeBasis = feed.WorstBasis, Load = feed.WorstLoad } : feed)]
            : null;

    private static bool IsWorse(FeedAssessment feed) => feed is { IsDying: true, WorstRuntime: { } worst } && (feed.Runtime is not { } present || worst < present);
}
