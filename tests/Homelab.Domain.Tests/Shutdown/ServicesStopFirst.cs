using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Services stop in order, on and across nodes, before their nodes; and what was stopped runs again where the node stays on.</summary>
public class ServicesStopFirst
{
    private static ServiceConfig With(ServiceConfig service, int stop = 10) => service with { Units = [$"{service.Name}.service"], Stop = TimeSpan.FromSeconds(stop) };

    /// <summary>As the rack, with units; on the nas two services in order.</summary>
    internal static readonly LabConfig Units = Rack with
    {
        Services =
        [
            With(Service("site", ["web"], ["sql"])), With(Service("sql", ["db"], ["files"])),
            With(Service("share", ["nas"], ["files"])), With(Service("files", ["nas"])),
        ],
    };

    private static string[] Stopped(EngineHarness lab) => [.. lab.Units.Where(unit => unit.What == "stop").Select(unit => unit.Unit)];

    private static Moment Start(EngineHarness lab, string node) => lab.Stops.First(stop => stop.Node == node).At;

    [Fact]
    public void Each_is_planned_before_what_it_needs_and_before_its_node_and_costs_no_node_its_time()
    {
        var (with, without) = (StopPlanner.Plan(Units, [Dying("u", 900)], Labs.Start, 1), StopPlanner.Plan(Rack, [Dying("u", 900)], Labs.Start, 1));
        Assert.Equal(without.Steps.Select(step => (step.Node, step.LatestStart)), with.Steps.Select(step => (step.Node, step.LatestStart)));
        Assert.Equal(["service:site@web", "service:sql@db", "service:share@nas", "service:files@nas"], with.Services.Select(step => step.Id));
        Assert.Equal(["service:share@nas", "service:sql@db"], with.ServiceOf("service:files@nas")!.After);
        Assert.All(with.Services, step => Assert.True(step.Start + step.Duration <= with.StepOf(step.Node)!.Start));
        Assert.Equal("before files on nas stops, for share needs files", with.ServiceOf("service:share@nas")!.Reason);
        Assert.Equal("before nas stops", with.ServiceOf("service:files@nas")!.Reason);
        Assert.Empty(PlanChecker.Check(Units, [Dying("u", 900)], with));
    }

    [Fact]
    public void They_stop_in_order_and_each_node_after_its_services()
    {
        var lab = Outage(Harness(Units, runtime: 900)).RunUntil(900);
        Assert.Equal(["site.service", "sql.service", "share.service", "files.service"], Stopped(lab));
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        Assert.All(lab.Units, unit => Assert.True(unit.Over <= Start(lab, unit.Node), unit.Unit));
        Assert.All(lab.Units.Zip(lab.Units.Skip(1)), pair => Assert.True(pair.First.Over <= pair.Second.Began));
        OneAfterTheOther(lab);
        Assert.Contains(lab.Journal, entry => entry is { Step: "service:files@nas", Transition: SequenceTransition.StepSeenOff });
    }

    [Fact]
    public void What_does_not_stop_in_its_time_is_recorded_and_passed()
    {
        var lab = Harness(Units, runtime: 900);
        lab.Agent("web").UnitsTake = 2;
        Outage(lab).RunUntil(900);
        Assert.Contains(lab.Journal, entry => entry is { Step: "service:site@web", Transition: SequenceTransition.StepRefused });
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
    }

    [Fact]
    public void An_agent_that_does_not_know_such_orders_holds_nobody_beyond_the_battery()
    {
        var lab = Harness(Units, runtime: 900);
        lab.Filter = effect => effect is OutageEffect.StopUnits ? null : effect;
        Outage(lab).RunUntil(900);
        Assert.Empty(lab.Units);
        Assert.Contains(lab.Journal, entry => entry is { Step: "service:site@web", Transition: SequenceTransition.StepPresumed });
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        Assert.All(lab.Stops, stop => Assert.Equal("order", stop.Cause));
        Assert.All(lab.Agents, agent => Assert.True(lab.SecondsOf(agent.OffSince!.Value) < 10 + 900 - 60, agent.Name));
    }

    [Fact]
    public void A_service_without_time_holds_no_node()
    {
        // 30 s of grace, and web must go at once.
        var lab = Outage(Harness(Units with { Services = [.. Units.Services.Select(service => service with { Stop = TimeSpan.FromSeconds(300) })] }, runtime: 260)).RunUntil(600);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        Assert.All(lab.Stops, stop => Assert.Equal("order", stop.Cause));
    }

    [Fact]
    public void When_the_mains_are_back_what_was_stopped_runs_again_where_the_node_stays_on()
    {
        // The site is stopped some 12 s before web would be.
        var lab = Harness(Units, runtime: 900);
        lab.At(10, it => it.Ups("u").Turn("OB DISCHRG"));
        lab.Watch = () =>
        {
            if (lab.Units.Count > 0 && lab.Ups("u").IsOnBattery)
            {
                lab.Ups("u").Turn("OL CHRG");
            }
        };
        lab.RunUntil(1200);
        Assert.Equal([("web", "stop", "site.service"), ("web", "start", "site.service")], lab.Units.Select(unit => (unit.Node, unit.What, unit.Unit)));
        Assert.Empty(lab.Stops);
        Assert.Equal(OutagePhase.Quiet, lab.Engine!.State.Phase);
    }

    [Fact]
    public void A_node_that_holds_no_lease_is_told_again_that_its_units_may_run()
    {
        var lab = Harness(Units, runtime: 900);
        lab.Filter = effect => effect is OutageEffect.RenewLease { Node: "web" } ? null : effect;
        lab.At(10, it => it.Ups("u").Turn("OB DISCHRG"));
        var lost = 0;
        lab.Watch = () =>
        {
            if (lab.Units.Count > 0 && lab.Ups("u").IsOnBattery)
            {
                lab.Ups("u").Turn("OL CHRG");
                lab.Filter = effect => effect is OutageEffect.RenewLease { Node: "web" } || (effect is OutageEffect.TellEnded { Node: "web" } && lost++ < 3) ? null : effect;
            }
        };
        lab.RunUntil(1200);
        Assert.Equal([("web", "stop", "site.service"), ("web", "start", "site.service")], lab.Units.Select(unit => (unit.Node, unit.What, unit.Unit)));
        Assert.Equal(4, lost);
        Assert.Empty(lab.Agent("web").State.UnitOrders);
    }

    [Fact]
    public void A_coordinator_that_starts_again_in_between_gives_each_order_once()
    {
        var lab = Harness(Units, runtime: 900);
        var crashed = false;
        lab.CrashesAt = entry => !crashed && entry is { Step: "service:sql@db", Transition: SequenceTransition.StepOrdered } && (crashed = true) ? CrashMoment.AfterJournal : null;
        Outage(lab).RunUntil(900);
        Assert.Equal(["site.service", "sql.service", "share.service", "files.service"], Stopped(lab));
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
    }

    [Fact]
    public void In_observe_mode_they_are_only_advised()
    {
        var lab = Outage(Harness(Units with { Mode = LabMode.Observe }, runtime: 900)).RunUntil(900);
        Assert.Empty(lab.Units);
        Assert.Contains(lab.Journal, entry => entry is { Step: "service:files@nas", Transition: SequenceTransition.StepAdvised });
    }

    [Fact]
    public void Of_a_service_with_more_instances_than_it_needs_one_on_a_node_that_goes_first_waits_for_nobody()
    {
        var lab = LabOf(
            [Ups("u")], [Node("a", 10, "u"), Node("b", 10, "u"), Node("c", 10, "u")],
            [With(Service("app", ["a"], ["store"])), With(Service("store", ["b", "c"], need: 1))]);
        var plan = StopPlanner.Plan(lab, [Dying("u", 900)], Labs.Start, 1);
        Assert.Equal(["service:app@a"], plan.ServiceOf("service:store@b")!.After);
        Assert.Empty(plan.ServiceOf("service:store@c")!.After);
    }
}
