using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>How long a stop is reckoned to take (P21).</summary>
public static class StopDuration
{
    /// <summary>Below this many stops that were seen to their end the declared bound is still worth more than what was seen.</summary>
    public const int SamplesToTrust = 5;

    public static TimeSpan Of(NodeConfig node, ImmutableDictionary<string, LearnedStop> learned) =>
        learned.TryGetValue(node.Name, out var seen) ? seen.Took : node.Stop;

    public static TimeSpan Of(ServiceConfig service, string node, ImmutableDictionary<string, LearnedStop> learned) =>
        learned.TryGetValue(ServiceStep.IdOf(service.Name, node), out var seen) ? seen.Took : service.Stop;

    /// <summary>
    /// The greater of declared and learned below five samples, then the 95th percentile. Of a stop that hung, or whose end nobody saw, only
    /// the least is known: it can raise the duration and not lower it.
    /// </summary>
    public static LearnedStop Learn(TimeSpan declared, ImmutableArray<StopSample> samples)
    {
        var seen = Spans(samples, StopEvidence.Seen);
        var least = Spans(samples, StopEvidence.AtLeast);
        var unseen = least.Count == 0 ? TimeSpan.Zero : least[^1];
        if (seen.Count >= SamplesToTrust)
        {
            var mostly = seen[(int)Math.Ceiling(0.95 * seen.Count) - 1];
            return unseen > mostly
                ? new LearnedStop(unseen, "a stop took at least that")
                : new LearnedStop(mostly, $"the 95th percentile of {seen.Count} stops");
        }

        var longest = seen.Count > 0 && seen[^1] > unseen ? seen[^1] : unseen;
        return longest > declared
            ? new LearnedStop(longest, longest == unseen ? "a stop took at least that" : "a stop took that long")
            : new LearnedStop(declared, "declared");
    }

    private static List<TimeSpan> Spans(ImmutableArray<StopSample> samples, StopEvidence evidence) =>
        [.. samples.Where(sample => sample.Evidence == evidence).Select(sample => sample.Took).Order()];
}
