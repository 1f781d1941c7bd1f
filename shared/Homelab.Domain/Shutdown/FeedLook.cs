using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Shutdown;

/// <summary>How often the host of a feed's upsd was started to look whether the mains are back.</summary>
/// <param name="At">The last time; null where that was in an earlier boot of the coordinator's host.</param>
public sealed record FeedLook(string Feed, int Count, Moment? At)
{
    /// <summary>A look that nobody answers is repeated within bounds, as any start is (P28).</summary>
    public const int Most = 3;

    /// <summary>Longer waits would be for nothing: by then no battery lasts.</summary>
    private const int MostDoublings = 8;

    public static FeedLook Of(ReturnState state, string feed) => state.Looks.GetValueOrDefault(feed) ?? new FeedLook(feed, 0, null);

    /// <summary>How long time alone must speak for the mains before the next look: each is twice as rare as the one before it.</summary>
    public TimeSpan Pace(RestartPolicy policy) => policy.GateAtMost * Math.Pow(2, Math.Min(Count, MostDoublings));

    /// <summary>Nobody answered since, and there is time for a boot still.</summary>
    public bool IsUnderWay(FeedAssessment feed, RestartPolicy policy, Moment now) => At is { } at && now < at + policy.BootAtMost && !(feed.LastReading > at);

    /// <summary>It found the feed on battery, by an outage that opens so soon after it.</summary>
    /// <param name="listeningSince">Of the coordinator: what an earlier boot of it began ends at its first look round.</param>
    public bool IsRefutedBy(Moment opened, Moment listeningSince, RestartPolicy policy) => opened - (At ?? listeningSince) < policy.BootAtMost * 2;
}
