using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The coordinator is lost in an outage or before it, and the agents read the UPS themselves.</summary>
public class TheLabAloneIsPlayed
{
    private static EngineHarness Lab(LabConfig? lab = null, int runtime = 400) => new(lab ?? Rack, agentsReadFeeds: true, ("u", runtime));

    private static EngineHarness KilledAt(double seconds, EngineHarness lab) => lab.At(seconds, it => it.StopCoordinator());

    [Fact]
    public void Mains_that_return_while_nobody_speaks_keep_everybody_up_and_end_the_leases_P9()
    {
        var lab = KilledAt(60, Outage(Lab(), until: 200)).RunUntil(900);
        Assert.Empty(lab.Stops);
        Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void A_battery_that_runs_down_while_nobody_speaks_takes_the_lab_down_in_order()
    {
        var lab = KilledAt(60, Outage(Lab())).RunUntil(420);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.All(lab.Stops, stop => Assert.Equal("lease", stop.Cause));
        Assert.All(lab.Agents, agent => Assert.True(lab.SecondsOf(agent.OffSince!.Value) < 10 + 400 - 30, $"{agent.Name} was off too late"));
    }

    [Fact]
    public void An_outage_that_begins_when_nobody_speaks_is_seen_and_ends_in_order()
    {
        var lab = Outage(KilledAt(2, Lab())).RunUntil(420);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.All(lab.Agents, agent => Assert.True(lab.SecondsOf(agent.OffSince!.Value) < 10 + 400 - 30, $"{agent.Name} was off too late"));
    }

    [Fact]
    public void A_short_outage_that_begins_when_nobody_speaks_stops_nobody_I3()
    {
        var lab = Outage(KilledAt(2, Lab()), until: 35).RunUntil(900);
        Assert.Empty(lab.Stops);
        Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void A_coordinator_that_comes_back_takes_the_leases_over_that_the_nodes_gave_themselves()
    {
        var lab = Outage(KilledAt(2, Lab()));
        lab.At(60, it => it.StartCoordinator()).RunUntil(120);
        Assert.All(lab.Agents, agent => Assert.Equal(lab.Engine!.State.OutageId, agent.State.Lease!.OutageId));
        lab.RunUntil(420);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.All(lab.Stops, stop => Assert.Equal("order", stop.Cause));
    }

    [Fact]
    public void What_a_node_gave_itself_is_ended_by_a_coordinator_that_comes_back_after_the_outage()
    {
        var lab = Outage(KilledAt(2, Lab()), until: 100);
        foreach (var agent in lab.Agents)
        {
            agent.CanRead = _ => lab.SecondsOf(lab.Clock.Now) < 60;
        }

        lab.At(120, it => it.StartCoordinator()).RunUntil(900);
        Assert.Empty(lab.Stops);
        Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void A_node_that_cannot_read_its_feed_goes_by_its_lease_also_when_the_mains_are_back()
    {
        var lab = KilledAt(60, Outage(Lab(), until: 200));
        lab.Agent("web").CanRead = _ => false;
        lab.RunUntil(900);
        Assert.Equal(["web"], Order(lab));
    }

    [Fact]
    public void On_line_beside_a_forced_shutdown_saves_nobody_P9()
    {
        var lab = KilledAt(60, Outage(Lab()));
        lab.At(200, it => it.Ups("u").Turn("OL FSD")).RunUntil(600);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
    }

    [Fact]
    public void Low_battery_that_only_the_nodes_see_takes_them_down_in_order()
    {
        var lab = KilledAt(60, Outage(Lab(runtime: 900)));
        lab.At(120, it => it.Ups("u").Turn("OB DISCHRG LB")).RunUntil(600);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 120, 126);
    }

    [Fact]
    public void A_node_whose_agent_starts_again_alone_keeps_its_place_I8()
    {
        var lab = KilledAt(60, Outage(Lab()));
        lab.At(70, it => it.Agent("db").RestartProcess()).At(200, it => it.Agent("nas").RestartProcess()).RunUntil(420);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
    }

    [Fact]
    public void A_node_that_boots_into_a_dead_network_reads_its_feed_from_what_it_kept()
    {
        var lab = Outage(KilledAt(2, Lab()));
        lab.At(1, it => it.Agent("web").IsLinkUp = false).At(5, it => it.Agent("web").Boot()).RunUntil(420);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
    }

    [Fact]
    public void Behind_a_switch_that_died_a_node_does_as_it_was_declared_P12()
    {
        LabConfig Declared(BlindPolicy policy) => Rack with { Nodes = [.. Rack.Nodes.Select(node => node.Name == "web" ? node with { Blind = policy } : node)] };
        EngineHarness Play(BlindPolicy policy, bool reads)
        {
            var lab = Outage(Lab(Declared(policy)));
            lab.Agent("web").CanRead = _ => reads;
            return lab.At(10, it => it.Agent("web").IsLinkUp = false).RunUntil(300);
        }

        Assert.DoesNotContain(Play(new BlindPolicy(null), reads: true).Stops, stop => stop.Node == "web");
        foreach (var reads in new[] { true, false })
        {
            var lab = Play(new BlindPolicy(TimeSpan.FromMinutes(2)), reads);
            var stop = lab.Stops.Single(stop => stop.Node == "web");
            Assert.Equal("lease", stop.Cause);
            Assert.InRange(lab.SecondsOf(stop.At), 129, 137);
        }
    }
}
