using System.Collections.Immutable;
using Homelab.Domain.Power;

namespace Homelab.Domain.Reports;

/// <summary>What a feed said at one moment of an outage.</summary>
/// <param name="At">Since the opening.</param>
/// <param name="Runtime">The least credible time until empty, from this moment.</param>
public sealed record FeedSample(TimeSpan At, FeedCondition Condition, double? ChargeRatio, double? LoadRatio, TimeSpan? Runtime)
{
    public bool IsOnBattery => Condition is FeedCondition.OnBattery or FeedCondition.LowBattery or FeedCondition.ForcedShutdown;
}

/// <summary>The course of one feed over an outage: thinned as it grows, so that hours take no more room than minutes.</summary>
public sealed record FeedTrack
{
    public const int MostSamples = 240;

    public static readonly FeedTrack Empty = new();

    private static readonly TimeSpan MostSpacing = TimeSpan.FromHours(1);

    public TimeSpan Spacing { get; init; } = TimeSpan.FromSeconds(2);

    public ImmutableArray<FeedSample> Samples { get; init; } = [];

    /// <summary>A change of the condition is always kept.</summary>
    public FeedTrack With(FeedSample sample)
    {
        if (!Samples.IsEmpty && sample.At < Samples[^1].At + Spacing && sample.Condition == Samples[^1].Condition)
        {
            return this;
        }

        var all = Samples.Add(sample);
        if (all.Length < MostSamples)
        {
            return this with { Samples = all };
        }

        var thinned = all.Where((one, index) => index % 2 == 0 || index == all.Length - 1 || one.Condition != all[index - 1].Condition).ToImmutableArray();

        // A feed that changes its condition at every look would not be thinned by that.
        return this with { Spacing = Spacing < MostSpacing ? Spacing * 2 : Spacing, Samples = thinned.Length <= MostSamples * 3 / 4 ? thinned : [.. all.Where((_, index) => index % 2 == 0)] };
    }
}
