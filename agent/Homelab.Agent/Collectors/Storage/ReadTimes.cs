using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>How long reads took, counted in steps that are half as long again each: a few numbers, however many reads there are.</summary>
/// <param name="Counts">From a tenth of a millisecond on; the last step holds all that took longer.</param>
internal sealed record ReadTimes(ImmutableArray<long> Counts)
{
    private const int Steps = 36, Enough = 1000;
    private const double Factor = 1.5, Share = 0.99;

    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(0.1);

    public static readonly ReadTimes None = new([.. new long[Steps]]);

    /// <summary>As this program writes it.</summary>
    [JsonIgnore]
    public bool IsWhole => !Counts.IsDefault && Counts.Length == Steps && Counts.All(count => count is >= 0 and < long.MaxValue / Steps);

    /// <summary>What one read in a hundred takes at least, to the end of its step; null before there are enough to say.</summary>
    [JsonIgnore]
    public TimeSpan? Slow
    {
        get
        {
            var all = Counts.Sum();
            if (all < Enough)
            {
                return null;
            }

            long counted = 0;
            var step = 0;
            while ((counted += Counts[step]) < Share * all)
            {
                step++;
            }

            return s_first * Math.Pow(Factor, step);
        }
    }

    public ReadTimes With(IEnumerable<TimeSpan> reads)
    {
        var counts = Counts.ToBuilder();
        foreach (var read in reads)
        {
            counts[Math.Clamp((int)Math.Ceiling(Math.Log(read / s_first, Factor)), 0, Steps - 1)]++;
        }

        return new ReadTimes(counts.ToImmutable());
    }
}
