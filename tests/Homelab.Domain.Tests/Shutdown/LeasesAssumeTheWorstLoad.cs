using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>P8: leases count on the worst credible load, orders on the present one.</summary>
public class LeasesAssumeTheWorstLoad
{
    [Fact]
    public void A_lease_ends_by_the_worst_load_and_the_plan_by_the_present_one()
    {
        var (engine, leases) = Renewed(worst: 600, at: 10);
        Assert.Equal(After(1000), After(0) + (engine.Plan!.DyingFeeds.Length > 0 ? engine.Plan.Runtime!.Value + TimeSpan.FromSeconds(10) : TimeSpan.Zero));
        foreach (var (node, until) in leases)
        {
            var start = engine.Plan.StepOf(node)!.LatestStart;
            Assert.InRange((start - until).TotalSeconds, 370, 430);
        }
    }

    [Fact]
    public void Where_the_worst_load_allows_nothing_more_a_lease_is_lent_for_the_time_that_a_coordinator_may_be_away()
    {
        var (engine, leases) = Renewed(worst: 100, at: 40);
        var web = leases["web"];
        Assert.InRange((web - After(40)).TotalSeconds, 12, 16);
        Assert.True(engine.Plan!.StepOf("web")!.Start > After(600));
        Assert.Empty(engine.State.Steps);

        // In the order of the stops all the same (P7).
        Assert.True(leases["db"] >= web + TimeSpan.FromSeconds(20));
        Assert.True(leases["nas"] >= leases["db"] + TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Where_the_UPS_tells_no_load_it_is_what_is_declared_of_all_that_may_run()
    {
        var lab = Rack with { Nodes = [.. Rack.Nodes.Select(node => node with { Watts = 100 })] };
        Assert.InRange(Short(lab, silent: ""), 0, 5);

        // 300 of the 400 W are known to run: 1000 s are 1000 * 0.75^1.2 at all of them.
        Assert.InRange(Short(lab, silent: "nas"), 270, 310);
        Assert.InRange(Short(Rack, silent: "nas"), 0, 5);
        Assert.InRange(Short(lab, silent: "nas", told: 0.5), 0, 5);

        static double Short(LabConfig lab, string silent, double? told = null)
        {
            var (engine, leases) = Renewed(lab, at: 10, silent, feed => feed with { LoadRatio = told });
            return (engine.Plan!.StepOf("web")!.LatestStart - leases["web"]).TotalSeconds;
        }
    }

    [Theory]
    [InlineData(1000, 600)]
    [InlineData(120, 120)]
    [InlineData(60, 60)]
    public void Each_lease_says_what_is_left_of_the_battery_at_its_end_by_the_plan_that_it_came_from(double runtime, double worst)
    {
        var (engine, leases) = Granted(Rack, 10, "", feed => feed with
        {
            Runtime = TimeSpan.FromSeconds(runtime) - (feed.RuntimeAt - Start),
            WorstRuntime = TimeSpan.FromSeconds(worst) - (feed.RuntimeAt - Start),
        });
        Assert.Equal(runtime == 1000, engine.Plan!.IsFeasible);
        Assert.All(engine.Plan.Steps, step =>
        {
            var (until, reserve) = leases[step.Node];
            Assert.True(reserve >= step.Duration, $"{step.Node} has {reserve}.");
            Assert.InRange((until + reserve!.Value - After(worst)).TotalSeconds, -1, 1);
        });
    }

    private static (OutageEngine Engine, Dictionary<string, Moment> Leases) Renewed(double worst, double at) =>
        Renewed(Rack, at, "", feed => feed with { WorstRuntime = TimeSpan.FromSeconds(worst) - (feed.RuntimeAt - Start) });

    private static (OutageEngine Engine, Dictionary<string, Moment> Leases) Renewed(LabConfig lab, double at, string silent, Func<FeedAssessment, FeedAssessment> told)
    {
        var (engine, leases) = Granted(lab, at, silent, told);
        return (engine, leases.ToDictionary(lease => lease.Key, lease => lease.Value.Until));
    }

    private static (OutageEngine Engine, Dictionary<string, (Moment Until, TimeSpan? Reserve)> Leases) Granted(LabConfig lab, double at, string silent, Func<FeedAssessment, FeedAssessment> told)
    {
        var engine = new OutageEngine(lab, new Fence("lab:attic", 1, "i", 0), "h", [], Start);
        var leases = new Dictionary<string, (Moment Until, TimeSpan? Reserve)>();
        ulong beat = 0;
        void Step(double seconds, OutageInput input)
        {
            foreach (var renewed in engine.Step(input, DateTimeOffset.UnixEpoch, After(seconds)).Effects.OfType<OutageEffect.RenewLease>())
            {
                leases[renewed.Node] = (renewed.Terms.Beat.SentAt + renewed.Terms.Duration, renewed.Terms.Reserve);
                Step(seconds, new OutageInput.LeaseAnswered(renewed.Node, renewed.Terms.OutageId, 1, renewed.Terms.Sequence, true, "Held"));
            }
        }

        foreach (var node in lab.Nodes)
        {
            Step(0, new OutageInput.NodeHello(node.Name, $"{node.Name}-boot", After(0), Fence.None, null, []));
        }

        for (var seconds = 1.0; seconds <= at; seconds++)
        {
            ImmutableArray<FeedAssessment> feeds = [told(Dying("u", 1000, at: seconds))];
            Step(seconds, new OutageInput.FeedsAssessed(feeds));
            foreach (var node in lab.Nodes.Where(node => node.Name != silent))
            {
                Step(seconds, new OutageInput.NodeBeat(node.Name, ++beat, After(seconds)));
            }
        }

        return (engine, leases);
    }
}
