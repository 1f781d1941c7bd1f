using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>How long a stop is reckoned to take (P21).</summary>
public static class StopDuration
{
    /// <summary>Below this many samples the declared bound is still worth more than what was seen.</summary>
    public const int SamplesToTrust = 5;

    public static TimeSpan Of(NodeConfig node, ImmutableDictionary<string, TimeSpan> learned) =>
        learned.TryGetValue(node.Name, out var seen) ? seen : node.Stop;

    /// <summary>
    /// The greater of declared and learned below five samples, then the 95th percentile. A stop that hung is passed as its deadline or more.
    /// </summary>
    public static TimeSpan Learn(TimeSpan declared, IReadOnlyList<TimeSpan> samples)
    {
        if (samples.Count == 0)
        {
            return declared;
        }

        var sorted = samples.Order().ToList();
        if (sorted.Count < SamplesToTrust)
        {
            return sorted[^1] > declared ? sorted[^1] : declared;
        }

        return sorted[(int)Math.Ceiling(0.95 * sorted.Count) - 1];
    }
}
