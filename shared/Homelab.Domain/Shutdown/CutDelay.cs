using System.Collections.Immutable;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// The delay of a cut as firmware takes it: to steps of a second, of six, or of a minute, and sometimes rounded down. What was set is read
/// back, and the next is tried where it came out too short.
/// </summary>
public static class CutDelay
{
    private static readonly int[] Steps = [1, 6, 60];

    /// <summary>What to set, in seconds and in this order, for a delay that is no shorter than wanted.</summary>
    public static ImmutableArray<int> Candidates(TimeSpan wanted)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wanted.TotalSeconds));
        var rounded = Steps.Select(step => (seconds + step - 1) / step * step).ToList();
        return [.. rounded.Append(rounded[^1] + Steps[^1]).Distinct()];
    }

    internal static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
