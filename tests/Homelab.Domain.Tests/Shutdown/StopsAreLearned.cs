using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P21.</summary>
public class StopsAreLearned
{
    private static StopSample Seen(double seconds) => new(TimeSpan.FromSeconds(seconds), StopEvidence.Seen);

    private static StopSample AtLeast(double seconds) => new(TimeSpan.FromSeconds(seconds), StopEvidence.AtLeast);

    private static double Learn(double declared, params StopSample[] samples) => StopDuration.Learn(TimeSpan.FromSeconds(declared), [.. samples]).Took.TotalSeconds;

    private static double Learn(double declared, params double[] samples) => Learn(declared, [.. samples.Select(Seen)]);

    [Fact]
    public void Without_samples_the_declared_bound_counts() => Assert.Equal(60, Learn(60, Array.Empty<StopSample>()));

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
    public void A_stop_that_hung_raises_it_by_its_deadline() => Assert.Equal(300, Learn(60, Seen(10), Seen(10), AtLeast(300), Seen(10), Seen(10), Seen(10)));

    [Fact]
    public void Ends_that_nobody_saw_never_lower_it() => Assert.Equal(60, Learn(60, [.. Enumerable.Repeat(AtLeast(3), 20)]));

    [Fact]
    public void Ends_that_nobody_saw_raise_it() => Assert.Equal(75, Learn(60, AtLeast(3), AtLeast(75)));

    [Fact]
    public void Only_the_newest_samples_are_kept()
    {
        var record = Enumerable.Range(1, 40).Aggregate(StopRecord.Empty, (known, i) => known.With("a", Seen(i)));
        Assert.Equal(Enumerable.Range(9, 32).Select(i => (double)i), record.Samples["a"].Select(sample => sample.Took.TotalSeconds));
    }

    [Fact]
    public void A_node_of_which_nothing_is_learned_stops_as_declared()
    {
        var learned = ImmutableDictionary<string, LearnedStop>.Empty.Add("a", new LearnedStop(TimeSpan.FromSeconds(7), ""));
        Assert.Equal(TimeSpan.FromSeconds(7), StopDuration.Of(new NodeConfig { Name = "a" }, learned));
        Assert.Equal(TimeSpan.FromSeconds(60), StopDuration.Of(new NodeConfig { Name = "b" }, learned));
    }

    [Fact]
    public void A_plan_reckons_with_them_and_says_so()
    {
        var lab = AnOutageIsPlayed.Rack;
        var stops = StopRecord.Empty.With("db", AtLeast(45)).With("gone", AtLeast(99));
        var plan = StopPlanner.Plan(new StopPlanRequest { Lab = lab, Feeds = [Dying("u", 600)], Now = Start, Generation = 1, LearnedStops = stops.Learned(lab) });
        Assert.Equal(TimeSpan.FromSeconds(45), plan.StepOf("db")!.Duration);
        Assert.Contains("db is reckoned to take 45s to stop, a stop took at least that; 20s are declared.", plan.Notes);
    }

    [Fact]
    public void An_agent_that_is_alone_keeps_its_place_by_them()
    {
        var lab = AnOutageIsPlayed.Rack;
        var stops = StopRecord.Empty.With("db", AtLeast(45));
        Assert.True(PlanPosition.Of(lab, stops.Learned(lab))["db"].Reserve - PlanPosition.Of(lab)["db"].Reserve >= TimeSpan.FromSeconds(25));
    }
}
