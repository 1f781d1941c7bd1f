using Homelab.Domain.Lab;

namespace Homelab.Domain.Health;

/// <param name="SilentAfter">A node heard later than this ago is silent.</param>
/// <param name="DownAfter">A silence longer than this, and explained by nothing, means down.</param>
public sealed record HealthBounds(TimeSpan SilentAfter, TimeSpan DownAfter)
{
    private const int BeatsMissed = 5;
    private static readonly TimeSpan SilentFloor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DownFloor = TimeSpan.FromSeconds(30);

    /// <summary>Five missed beats, at least 5 s; six times that, at least 30 s.</summary>
    public static HealthBounds Of(PolicyConfig policy)
    {
        var silent = Longest(policy.Beat * BeatsMissed, SilentFloor);
        return new(silent, Longest(silent * 6, DownFloor));
    }

    private static TimeSpan Longest(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
