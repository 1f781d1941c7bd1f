using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What a drill has proved is given up early, without a commit, and comes back with the mains (P23).</summary>
public class SheddingActs
{
    private static readonly LabConfig Lab = TheLabComesBack.Woken with
    {
        Services = [Service("site", ["web"], ["sql"], tier: Tier.Edge), Service("sql", ["db"], ["files"]), Service("files", ["nas"])],
        Policy = TheLabComesBack.Woken.Policy with { Shed = [new ShedRule(Tier.Edge, TimeSpan.FromSeconds(60), null)] },
    };

    private static ServiceConfig With(ServiceConfig service) => service with { Units = [$"{service.Name}.service"], Stop = TimeSpan.FromSeconds(5) };

    private static EngineHarness Proven(LabConfig lab, params string[] nodes)
    {
        var harness = Harness(lab, runtime: 2000);
        harness.Drills = nodes.Aggregate(DrillRecord.Empty, (record, name) =>
            record.With(name, new DrillResult(DateTimeOffset.MaxValue, StartWords.Way(lab.Node(name)!.Start), HasStarted: true, IsBrokenOff: false, "")));
        harness.StopCoordinator();
        return harness.At(4, it => it.StartCoordinator()).At(30, it => it.Ups("u").Turn("OB DISCHRG"));
    }

    [Fact]
    public void It_stops_at_the_rules_moment_and_commits_nothing()
    {
        var lab = Proven(Lab, "web").RunUntil(150);
        var stop = Assert.Single(lab.Stops);
        Assert.Equal("web", stop.Node);
        Assert.InRange(lab.SecondsOf(stop.At), 89, 95);
        Assert.DoesNotContain(lab.Journal, entry => entry.Transition == SequenceTransition.FeedCommitted);
        Assert.Equal("tier edge is shed 1m00s after the mains went", lab.Journal.Single(entry => entry.Transition == SequenceTransition.StepOrdered).Detail);
    }

    [Fact]
    public void It_comes_back_with_the_mains_and_nobody_else_stopped()
    {
        var lab = Proven(Lab, "web").At(200, it => it.Ups("u").Turn("OL CHRG")).RunUntil(900);
        Assert.Equal("web", Assert.Single(lab.Stops).Node);
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.NodeReturned, Node: "web" });
        Assert.False(lab.Engine!.State.Return.IsOpen);
    }

    [Fact]
    public void What_no_drill_has_proved_stays() => Assert.Empty(Proven(Lab, "db").RunUntil(300).Stops);

    [Fact]
    public void A_proof_of_another_start_is_none()
    {
        var moved = Lab with { Nodes = [.. Lab.Nodes.Select(node => node.Name == "web" ? node with { Start = StartMethod.WakeOnLan("02:00:00:00:00:99") } : node)] };
        var lab = Proven(Lab, "web");
        lab.TakeLab(moved);
        Assert.Empty(lab.RunUntil(300).Stops);
    }

    [Fact]
    public void A_service_of_the_tier_stops_by_itself_where_its_node_stays_and_runs_again_afterwards()
    {
        var lab = Proven(Lab with { Services = [.. Lab.Services.Select(With)] }).At(200, it => it.Ups("u").Turn("OL CHRG")).RunUntil(400);
        Assert.Empty(lab.Stops);
        Assert.Equal([("stop", "site.service"), ("start", "site.service")], lab.Units.Select(unit => (unit.What, unit.Unit)));
        Assert.InRange(lab.SecondsOf(lab.Units[0].Began), 89, 95);
        Assert.DoesNotContain(lab.Journal, entry => entry.Transition == SequenceTransition.FeedCommitted);
    }

    [Fact]
    public void A_service_that_something_else_needs_is_not_given_up_before_that()
    {
        var lab = Lab with
        {
            Services = [.. Lab.Services.Select(service => With(service with { Tier = service.Name == "sql" ? Tier.Edge : Tier.Home }))],
        };
        Assert.Empty(Proven(lab).RunUntil(300).Units);
    }
}
