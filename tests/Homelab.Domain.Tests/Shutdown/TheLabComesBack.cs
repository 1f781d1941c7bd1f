using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The mains return when web and db are off already, and hub and nas still run (P27 to P29).</summary>
public class TheLabComesBack
{
    internal static readonly LabConfig Woken = Rack with
    {
        Nodes = [.. Rack.Nodes.Select(node => node with { Start = StartMethod.WakeOnLan($"02:00:00:00:00:0{node.Name.Length}") })],
        Policy = Rack.Policy with { Restart = new RestartPolicy { StableFor = TimeSpan.FromSeconds(60), ChargeRatio = 0.1, GateAtMost = TimeSpan.FromMinutes(5) } },
    };

    internal static EngineHarness Half(LabConfig lab)
    {
        var harness = Outage(Harness(lab));
        harness.At(0, it => it.Clock.Every(TimeSpan.FromMilliseconds(100), () =>
        {
            if (it.Stops.Count < 2 || !it.Stops.All(stop => it.Agent(stop.Node).OffSince is not null))
            {
                return true;
            }

            it.Ups("u").Turn("OL CHRG");
            return false;
        }));
        return harness;
    }

    internal static void Everybody(EngineHarness lab)
    {
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
        Assert.False(lab.Engine!.State.Return.IsOpen);
        var starts = lab.Journal.Where(entry => entry.Transition == SequenceTransition.StartOrdered).Select(entry => entry.Node).Distinct();
        Assert.Equal(["db", "web"], starts);
    }

    private static Moment FirstWake(EngineHarness lab, string node) => lab.Wire.Wakes.First(wake => wake.Node == node).At;

    [Fact]
    public void What_went_off_is_started_needs_first_and_each_after_the_one_before_it_is_on()
    {
        var lab = Half(Woken).RunUntil(1200);
        Everybody(lab);
        var db = lab.Journal.Single(entry => entry is { Transition: SequenceTransition.NodeReturned, Node: "db" });
        Assert.True(db.At <= FirstWake(lab, "web"), "web was woken before db was on");
    }

    [Fact]
    public void Nothing_is_started_before_the_mains_were_steady_P29()
    {
        var lab = Half(Woken).RunUntil(1200);
        var back = lab.Journal.First(entry => entry.Transition == SequenceTransition.MainsBack).At;
        Assert.True(FirstWake(lab, "db") >= back + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_battery_that_does_not_charge_holds_the_gate_no_longer_than_its_bound_P29()
    {
        var lab = Half(Woken with { Policy = Woken.Policy with { Restart = Woken.Policy.Restart with { ChargeRatio = 0.99 } } }).RunUntil(1500);
        Everybody(lab);
        var gate = Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.GateOpened);
        Assert.Contains("does not charge", gate.Detail, StringComparison.Ordinal);
        Assert.InRange((gate.At - lab.Journal.Single(entry => entry.Transition == SequenceTransition.OutageEnded).At).TotalSeconds, 270, 305);
    }

    [Fact]
    public void A_node_that_nothing_wakes_is_tried_within_bounds_and_named_P28()
    {
        var lab = Half(Woken);
        lab.Wire.HearsMagicPackets = false;
        lab.RunUntil(3000);
        Assert.Equal(3, lab.Journal.Count(entry => entry is { Transition: SequenceTransition.StartOrdered, Node: "db" }));
        Assert.Contains(lab.Said, said => said is { Code: "NodeMissed", Subject: "db", Priority: 3 });
        Assert.False(lab.Engine!.State.Return.IsOpen);
    }

    [Fact]
    public void Who_went_by_its_lease_alone_and_starts_with_the_power_is_on_again_and_never_did_not_stop()
    {
        var lab = Half(Rack);
        lab.Filter = effect => effect is OutageEffect.GiveOrder { Node: "db" } ? null : effect;
        lab.At(0, it => it.Clock.Every(TimeSpan.FromMilliseconds(100), () =>
        {
            if (it.Ups("u").IsOnBattery || it.Agent("db").OffSince is null)
            {
                return true;
            }

            it.Agent("db").Boot();
            return false;
        }));
        lab.RunUntil(1200);
        var back = Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.NodeReturned && entry.Nodes.Contains("db"));
        Assert.Equal(("db", "db is on again"), (back.Node, back.Detail));
        Assert.DoesNotContain(lab.Journal, entry => entry is { Transition: SequenceTransition.StartOrdered, Node: "db" });
    }

    [Fact]
    public void How_long_a_boot_takes_and_how_often_a_node_is_sent_for_is_the_lab_files()
    {
        var lab = Half(Woken with { Policy = Woken.Policy with { Restart = Woken.Policy.Restart with { BootAtMost = TimeSpan.FromMinutes(2), Tries = 2 } } });
        lab.Wire.HearsMagicPackets = false;
        lab.RunUntil(3000);
        var tries = lab.Journal.Where(entry => entry is { Transition: SequenceTransition.StartOrdered, Node: "db" }).ToList();
        Assert.Equal(2, tries.Count);
        Assert.InRange((tries[1].At - tries[0].At).TotalSeconds, 119, 121);
        Assert.Contains("2 times it was woken, and each time 2m00s went by", lab.Said.Single(said => said is { Code: "NodeMissed", Subject: "db" }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_outage_in_the_restart_inherits_who_is_to_be_on_P27()
    {
        var lab = OutageInTheRestart().RunUntil(2000);
        Everybody(lab);
        var second = lab.Journal.Last(entry => entry.Transition == SequenceTransition.OutageOpened);
        Assert.Superset(new HashSet<string> { "db", "web" }, second.Nodes.ToHashSet());
    }

    [Fact]
    public void A_journal_that_begins_with_the_second_outage_still_knows_which_boots_the_first_one_stopped_P28()
    {
        var lab = OutageInTheRestart().RunUntil(2000);
        var first = lab.Journal.Where(entry => entry is { Transition: SequenceTransition.StepOrdered, Node: "db" or "web" }).Take(2).ToDictionary(entry => entry.Node, entry => entry.NodeBootId);
        var second = lab.Journal.FindLastIndex(entry => entry.Transition == SequenceTransition.OutageOpened);
        var inherited = Sequence.Resume([lab.Journal[second]], "host-boot-2").Return.Nodes;
        Assert.All(first, stopped => Assert.Equal((stopped.Value, true), (inherited[stopped.Key].StoppedBoot, inherited[stopped.Key].IsLeaving)));
    }

    private static EngineHarness OutageInTheRestart()
    {
        var lab = Half(Woken);
        lab.Wire.HearsMagicPackets = false;
        lab.At(0, it => it.Clock.Every(TimeSpan.FromMilliseconds(100), () =>
        {
            if (it.Wire.Wakes.Count == 0)
            {
                return true;
            }

            it.Ups("u").Turn("OB DISCHRG");
            it.Clock.After(TimeSpan.FromSeconds(20), () => it.Ups("u").Turn("OL CHRG"));
            it.Wire.HearsMagicPackets = true;
            return false;
        }));
        return lab;
    }

    [Fact]
    public void A_cold_start_inherits_who_is_to_be_on_and_nothing_else_P1()
    {
        var lab = Half(Woken).RunUntil(330);
        var inherited = Sequence.Resume(lab.Journal, "host-boot-2");
        Assert.False(inherited.IsRunning);
        Assert.Superset(new HashSet<string> { "db", "web" }, inherited.Return.Nodes.Keys.ToHashSet());
        Assert.Null(inherited.Return.Since);
        Assert.All(inherited.Return.Nodes.Values, node => Assert.Equal(0, node.Tries));
    }

    [Fact]
    public void What_an_operator_shuts_down_stays_off()
    {
        var asked = new JournalEntry
        {
            Transition = SequenceTransition.OutageOpened, OutageId = "o-1", HostBootId = "h", At = Moment.Zero, Feeds = ["u"], Nodes = ["db", "web"],
        };
        var state = Sequence.Apply(Sequence.Apply(OutageState.None, asked), asked with { Transition = SequenceTransition.CauseJoined, Cause = Cause.Operator, Operator = "ada", Nodes = ["web"] });
        Assert.Equal(["db"], state.Return.Nodes.Keys);
    }

    [Fact]
    public void In_observe_mode_nothing_is_started()
    {
        var lab = Outage(Harness(Woken with { Mode = LabMode.Observe }), until: 100).RunUntil(900);
        Assert.Empty(lab.Wire.Wakes);
        Assert.False(lab.Engine!.State.Return.IsOpen);
    }
}
