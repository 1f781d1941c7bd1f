using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The shipped engine and agents against scripts. web needs db, db needs the nas; the coordinator runs on hub.</summary>
public class AnOutageIsPlayed
{
    internal static readonly LabConfig Rack = LabOf(
        [Ups("u", "hub.lan")],
        [
            Hub("hub", 10, "u") with { Switch = "core" }, Node("web", 20, "u") with { Switch = "core" },
            Node("db", 20, "u") with { Switch = "core" }, Node("nas", 30, "u") with { Switch = "core" },
        ],
        [Service("site", ["web"], ["sql"]), Service("sql", ["db"], ["files"]), Service("files", ["nas"])],
        [new SwitchConfig { Name = "core", Feeds = ["u"] }]);

    internal static EngineHarness Harness(LabConfig? lab = null, int runtime = 400) => new(lab ?? Rack, ("u", runtime));

    internal static string[] Order(EngineHarness lab) => [.. lab.Stops.Select(stop => stop.Node)];

    internal static EngineHarness Outage(EngineHarness lab, double from = 10, double? until = null)
    {
        lab.At(from, it => it.Ups("u").Turn("OB DISCHRG"));
        return until is { } end ? lab.At(end, it => it.Ups("u").Turn("OL CHRG")) : lab;
    }

    /// <summary>Each begins to stop only when what needs it is truly off.</summary>
    internal static void OneAfterTheOther(EngineHarness lab)
    {
        var stops = lab.Stops.ToList();
        foreach (var (before, after) in stops.Zip(stops.Skip(1)))
        {
            Assert.True(lab.Agent(before.Node).OffSince <= after.At, $"{before.Node} still ran when {after.Node} began to stop");
        }
    }

    internal static void ObeyedOnce(EngineHarness lab) => Assert.All(
        lab.Agents.SelectMany(agent => agent.PowerOffs).GroupBy(order => order), order => Assert.Single(order));

    [Fact]
    public void An_outage_shorter_than_the_grace_stops_nothing_I3()
    {
        var lab = Outage(Harness(), until: 35).RunUntil(600);
        Assert.Empty(lab.Stops);
        Assert.Equal(
            [SequenceTransition.OutageOpened, SequenceTransition.MainsBack, SequenceTransition.OutageEnded, SequenceTransition.NodeReturned], lab.Journal.Select(entry => entry.Transition));
        Assert.All(lab.Agents, agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void When_the_upsds_host_is_down_nobody_reads_the_battery_and_what_was_known_counts_down_P17()
    {
        // The nas tells of the battery; the hub goes when the battery that was last seen asks for it, and neither earlier nor later.
        var lab = Harness(Rack with { Feeds = [Ups("u", "nas.lan")] }, runtime: 900);
        lab.Watch = () => lab.Ups("u").IsReadable = lab.Agent("nas").IsRunning;
        lab.Agent("nas").StopTakes = TimeSpan.FromSeconds(5);
        Outage(lab).RunUntil(1000);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        Assert.False(lab.Ups("u").IsReadable);
        Assert.Equal("order", lab.Stops[^1].Cause);
        Assert.True(lab.Agent("hub").OffSince < lab.Zero + TimeSpan.FromSeconds(10 + 900 - 60));
        Assert.DoesNotContain(lab.Journal, entry => entry.Transition is SequenceTransition.MainsBack or SequenceTransition.OutageEnded);
    }

    [Fact]
    public void Every_agent_holds_a_lease_at_the_first_poll_on_battery_P4()
    {
        var lab = Outage(Harness()).RunUntil(13);
        Assert.All(lab.Agents, agent => Assert.NotNull(agent.State.Lease));
        Assert.DoesNotContain(lab.Journal, entry => entry.Transition == SequenceTransition.StepOrdered);
    }

    [Fact]
    public void A_long_outage_stops_consumers_before_needs_and_the_coordinator_last()
    {
        var lab = Outage(Harness()).RunUntil(400);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        ObeyedOnce(lab);
        Assert.All(lab.Stops, stop => Assert.Equal("order", stop.Cause));
        Assert.All(lab.Agents, agent => Assert.True(lab.SecondsOf(agent.OffSince!.Value) < 10 + 400 - 60 + 1, $"{agent.Name} was off too late"));
        Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.FeedCommitted);
    }

    [Fact]
    public void Without_a_runtime_the_order_starts_when_the_grace_is_over()
    {
        var lab = Harness();
        lab.Ups("u").TellsRuntime = false;
        Outage(lab).RunUntil(300);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 40, 43);
    }

    [Fact]
    public void At_low_battery_nobody_waits_for_the_grace_once_it_is_believed()
    {
        var lab = Harness();
        lab.At(10, it => it.Ups("u").Turn("OB DISCHRG LB")).RunUntil(200);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.InRange(lab.SecondsOf(lab.Stops[0].At), 13, 17);
    }

    [Fact]
    public void Mains_that_return_cancel_what_was_not_ordered()
    {
        var lab = Outage(Harness());
        lab.At(0, it => it.Clock.Every(TimeSpan.FromMilliseconds(100), () =>
        {
            if (it.Stops.Count == 2)
            {
                it.Ups("u").Turn("OL CHRG");
            }

            return it.Stops.Count < 2;
        })).RunUntil(900);
        Assert.Equal(["web", "db"], Order(lab));
        Assert.True(lab.Agent("nas").IsRunning && lab.Agent("hub").IsRunning);
        Assert.False(lab.Engine!.State.IsRunning);
        Assert.All([lab.Agent("nas"), lab.Agent("hub")], agent => Assert.Null(agent.State.Lease));
    }

    [Fact]
    public void Flapping_mains_are_one_outage_and_time_on_battery_adds_up_P18()
    {
        var lab = Harness();
        for (var i = 0; i < 8; i++)
        {
            Outage(lab, from: 10 + (i * 12), until: 10 + (i * 12) + 6);
        }

        lab.RunUntil(200);
        Assert.Empty(lab.Stops);
        Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.OutageOpened);
        var over = Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.GraceOver);
        Assert.InRange(lab.SecondsOf(over.At), 10 + (4 * 12) + 5, 10 + (5 * 12) + 3);
        Assert.Equal([SequenceTransition.OutageEnded, SequenceTransition.NodeReturned], lab.Journal[^2..].Select(entry => entry.Transition));
    }

    [Fact]
    public void A_node_that_never_answers_is_waited_for_until_the_latest_start_and_no_longer_P19()
    {
        var lab = Harness();
        lab.Agent("db").SwitchOff();
        Outage(lab).RunUntil(400);
        Assert.Equal(["web", "nas", "hub"], Order(lab));
        var plan = StopPlanner.Plan(Rack, [Dying("u", 400)], After(299), 1);
        Assert.InRange((lab.SecondsOf(lab.Stops[1].At) - 10) - (plan.StepOf("nas")!.LatestStart - Start).TotalSeconds, 0, 3);
    }

    [Fact]
    public void A_machine_that_was_off_before_calls_nobody_down_early()
    {
        // Its meter shows nothing and its neighbours answer: it is seen off before the grace is over.
        var lab = Harness();
        lab.Agent("web").SwitchOff();
        lab.RunUntil(100);
        lab.Agent("web").IsMetered = true;
        Outage(lab, from: 101, until: 150).RunUntil(300);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.StepSeenOff, Node: "web" });
        Assert.Empty(lab.Stops);
    }

    [Fact]
    public void A_node_that_refuses_is_passed_and_named()
    {
        var lab = Harness();
        lab.Agent("db").Refuses();
        Outage(lab).RunUntil(400);
        Assert.Equal(["web", "nas", "hub"], Order(lab));
        Assert.Contains(lab.Said, said => said.Code == "StepRefused" && said.Message.Contains("db: NotAllowed", StringComparison.Ordinal));
        Assert.True(lab.Agent("db").IsRunning);
    }

    [Fact]
    public void A_power_off_that_fails_for_a_while_happens_when_it_can()
    {
        var lab = Harness();
        lab.Agent("web").PowerOffFails = true;
        lab.At(290, it => it.Agent("web").PowerOffFails = false);
        Outage(lab).RunUntil(400);
        Assert.Equal("lease", lab.Stops.Single(stop => stop.Node == "web").Cause);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.StepRefused, Node: "web" });
    }

    [Fact]
    public void A_node_that_reboots_in_mid_outage_is_ordered_again_as_another_boot()
    {
        var lab = Harness();
        Outage(lab);
        lab.At(0, it => it.Clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            if (it.Agent("web").OffSince is null)
            {
                return true;
            }

            it.Agent("web").Boot();
            return false;
        })).RunUntil(400);
        var record = Assert.Single(lab.Journal, entry => entry is { Transition: SequenceTransition.StepSeenOff, Node: "web" });
        Assert.Equal(("another boot of it speaks, which is the record that it was", "web-boot-1"), (record.Detail, record.NodeBootId));
        Assert.Equal(SequenceTransition.StepReopened, lab.Journal[lab.Journal.IndexOf(record) + 1].Transition);
        Assert.Equal(2, lab.Stops.Count(stop => stop.Node == "web"));
        Assert.Equal(2, lab.Agent("web").PowerOffs.Distinct().Count());
        ObeyedOnce(lab);
        Assert.Equal("hub", lab.Stops[^1].Node);
    }
}
