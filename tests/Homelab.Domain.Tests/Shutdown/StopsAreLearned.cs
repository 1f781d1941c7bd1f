using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P21.</summary>
public class StopsAreLearned
{
    private static double Learn(double declared, params double[] samples) =>
        StopDuration.Learn(TimeSpan.FromSeconds(declared), [.. samples.Select(sample => TimeSpan.FromSeconds(sample))]).TotalSeconds;

    [Fact]
    public void Without_samples_the_declared_bound_counts() => Assert.Equal(60, Learn(60));

    [Fact]
    public void Below_five_samples_the_greater_of_declared_and_learned_counts()
    {
        Assert.Equal(60, Learn(60, 10, 20, 30, 40));
        Assert.Equal(90, Learn(60, 10, 90, 30));
    }

    [Fact]
    public void From_five_samples_on_the_95th_percentile_counts()
    {
        Assert.Equal(50, Learn(60, 30, 50, 20, 40, 10));
        Assert.Equal(19, Learn(60, [.. Enumerable.Range(1, 20).Select(i => (double)i)]));
    }

    [Fact]
    public void A_stop_that_hung_raises_it_by_its_deadline() => Assert.Equal(300, Learn(60, 10, 10, 300, 10, 10));

    [Fact]
    public void A_node_of_which_nothing_is_learned_stops_as_declared()
    {
        var learned = ImmutableDictionary<string, TimeSpan>.Empty.Add("a", TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), StopDuration.Of(new NodeConfig { Name = "a" }, learned));
        Assert.Equal(TimeSpan.FromSeconds(60), StopDuration.Of(new NodeConfig { Name = "b" }, learned));
    }
}
