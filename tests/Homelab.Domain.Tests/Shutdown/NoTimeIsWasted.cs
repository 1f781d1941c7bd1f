namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What the engine itself costs on top of the longest chain of stops is small: <see cref="Makespan"/>.</summary>
public class NoTimeIsWasted
{
    private const double Allowed = 1.05;

    [Fact]
    public void The_makespan_stays_within_a_twentieth_of_the_critical_path() => Over(100);

    [Fact]
    [Trait("Run", "full")]
    public void The_makespan_stays_within_a_twentieth_of_the_critical_path_over_a_thousand_labs() => Over(1000);

    private static void Over(int labs)
    {
        var (worst, deep, played) = (0.0, 0, 0);
        for (var seed = 0; played < labs; seed++)
        {
            if (Makespan.Play(seed) is not { } ratio)
            {
                continue;
            }

            Assert.True(ratio.Value <= Allowed, $"lab {seed}: {ratio.Value:0.000} of a path of {ratio.Links} stops");
            worst = Math.Max(worst, ratio.Value);
            deep += ratio.Links > 2 ? 1 : 0;
            played++;
        }

        // Not all of them shallow, and the measure measures: nothing is faster than its longest chain.
        Assert.True(deep > labs / 4, $"{deep} of {played}");
        Assert.True(worst > 1, $"{worst}");
    }
}
