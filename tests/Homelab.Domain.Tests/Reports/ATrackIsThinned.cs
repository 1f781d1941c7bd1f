using Homelab.Domain.Power;
using Homelab.Domain.Reports;

namespace Homelab.Domain.Tests.Reports;

/// <summary>Hours of an outage take no more room than minutes, and no change of the supply is lost.</summary>
public class ATrackIsThinned
{
    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public void However_long_it_goes_on(int seconds)
    {
        var track = FeedTrack.Empty;
        for (var second = 0; second < seconds; second++)
        {
            track = track.With(Sample(second, second == seconds / 2 ? FeedCondition.OnLine : FeedCondition.OnBattery));
        }

        Assert.InRange(track.Samples.Length, Math.Min(seconds / 3, 60), FeedTrack.MostSamples);
        Assert.Equal(TimeSpan.Zero, track.Samples[0].At);
        Assert.True(track.Samples[^1].At >= TimeSpan.FromSeconds(seconds * 0.9));
        Assert.Equal(track.Samples.Select(sample => sample.At).Order(), track.Samples.Select(sample => sample.At));
        Assert.Contains(track.Samples, sample => sample.Condition == FeedCondition.OnLine);
    }

    [Fact]
    public void Even_where_the_supply_changes_at_every_look()
    {
        var track = FeedTrack.Empty;
        for (var second = 0; second < 5_000; second++)
        {
            track = track.With(Sample(second, second % 2 == 0 ? FeedCondition.OnLine : FeedCondition.OnBattery));
        }

        Assert.InRange(track.Samples.Length, 60, FeedTrack.MostSamples);
    }

    private static FeedSample Sample(double seconds, FeedCondition condition) => new(TimeSpan.FromSeconds(seconds), condition, 0.5, 0.3, null);
}
