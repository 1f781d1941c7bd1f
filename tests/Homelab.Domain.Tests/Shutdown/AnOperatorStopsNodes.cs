using Homelab.Domain.Lab;
using Homelab.Domain.Reports;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Single nodes are shut down and started by an operator, and the rest of the lab goes on (P30).</summary>
public class AnOperatorStopsNodes
{
    private static Action<EngineHarness> Ask(OperatorWish wish, params string[] nodes) =>
        lab => lab.Step(new OutageInput.OperatorAsked(wish, "ada", []) { Nodes = [.. nodes] });

    private static IEnumerable<string> Running(EngineHarness lab) => lab.Agents.Where(agent => agent.IsRunning).Select(agent => agent.Name).Order();

    [Fact]
    public void Only_they_stop_and_the_shutdown_ends_by_itself_with_the_last_of_them()
    {
        var lab = Harness(TheLabComesBack.Woken).At(10, Ask(OperatorWish.ShutDown, "web")).RunUntil(120);
        Assert.Equal(["web"], Order(lab));
        Assert.False(lab.Engine!.State.IsRunning);
        Assert.Equal(["db", "hub", "nas"], Running(lab));
        Assert.All(lab.Agents.Where(agent => agent.IsRunning), agent => Assert.Null(agent.State.Lease));
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.OutageOpened, Operator: "ada", Cause: Cause.Operator });
    }

    [Fact]
    public void They_are_planned_to_be_off_as_soon_as_they_can_be_and_not_when_some_battery_ends()
    {
        var lab = Harness(TheLabComesBack.Woken).At(10, Ask(OperatorWish.ShutDown, "nas", "web", "db")).RunUntil(12);
        var plan = lab.Engine!.Plan!;
        Assert.Equal(["db", "nas", "web"], plan.Steps.Select(step => step.Node).Order());
        Assert.All(plan.Steps, step => Assert.True(step.IsAsked));
        var ends = plan.Steps.ToDictionary(step => step.Id, step => step.FinishBy);
        Assert.All(plan.Steps, step => Assert.Equal(step.After.Select(id => ends[id]).Append(step.Start).Aggregate(Moment.Max) + step.Duration, step.FinishBy));

        var planned = PlannedStop.Of(plan, moment => moment - lab.Engine.State.Began);
        Assert.All(planned, step => Assert.True(step.IsAtWill));
        Assert.InRange(planned.Max(step => step.FinishBy), TimeSpan.Zero, TimeSpan.FromSeconds(2) + planned.Select(step => step.Duration).Aggregate((left, right) => left + right));
    }

    [Fact]
    public void In_the_order_of_needs_and_they_stay_off()
    {
        var lab = Harness(TheLabComesBack.Woken).At(10, Ask(OperatorWish.ShutDown, "nas", "web", "db")).RunUntil(1200);
        Assert.Equal(["web", "db", "nas"], Order(lab));
        OneAfterTheOther(lab);
        Assert.False(lab.Engine!.State.IsRunning);
        Assert.False(lab.Engine.State.Return.IsOpen);
        Assert.Empty(lab.Wire.Wakes);
        Assert.Equal(["hub"], Running(lab));
    }

    [Fact]
    public void Who_is_still_to_be_stopped_is_not_started_and_the_answer_says_why()
    {
        var lab = Harness(TheLabComesBack.Woken).At(10, Ask(OperatorWish.ShutDown, "nas", "web", "db")).At(12, Ask(OperatorWish.Start, "nas", "web")).RunUntil(1200);
        Assert.Contains(lab.Said, said => said is { Code: "OperatorRefused", Message: "The shutdown of nas and web, which was asked for, is not over: ask again when it is. See homelab outage show." });
        Assert.Equal(["hub"], Running(lab));
    }

    [Fact]
    public void An_outage_in_between_starts_none_of_them_and_a_start_puts_them_back_needs_first()
    {
        var lab = Harness(TheLabComesBack.Woken, runtime: 4000)
            .At(10, Ask(OperatorWish.ShutDown, "web", "db"))
            .At(300, it => it.Ups("u").Turn("OB DISCHRG"))
            .At(340, it => it.Ups("u").Turn("OL CHRG"))
            .At(900, Ask(OperatorWish.Start, "web", "db"));
        lab.RunUntil(899);
        Assert.Empty(lab.Wire.Wakes);
        Assert.Equal(["hub", "nas"], Running(lab));

        lab.RunUntil(1500);
        Assert.Equal(["db", "hub", "nas", "web"], Running(lab));
        Assert.Equal("db", lab.Wire.Wakes[0].Node);
        Assert.True(lab.Wire.Wakes.First(wake => wake.Node == "web").At >= lab.Journal.Last(entry => entry is { Transition: SequenceTransition.NodeReturned, Node: "db" }).At);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.TargetJoined, Operator: "ada" });
    }

    [Fact]
    public void A_node_on_the_bare_mains_is_stopped_like_any_other()
    {
        var lab = Harness(Rack with
        {
            Feeds = [.. Rack.Feeds, Mains("wall")],
            Nodes = [.. Rack.Nodes, Node("desk", 15, "wall") with { Switch = "core" }],
        });
        lab.At(10, Ask(OperatorWish.ShutDown, "desk")).RunUntil(120);
        Assert.Equal(["desk"], Order(lab));
        Assert.False(lab.Engine!.State.IsRunning);
    }

    [Fact]
    public void Asked_for_one_after_the_other_in_one_breath_they_keep_their_order_all_the_same()
    {
        var lab = Harness(TheLabComesBack.Woken).At(10, Ask(OperatorWish.ShutDown, "nas")).At(10, Ask(OperatorWish.ShutDown, "db")).At(10, Ask(OperatorWish.ShutDown, "web")).RunUntil(300);
        Assert.Equal(["web", "db", "nas"], Order(lab));
        OneAfterTheOther(lab);
    }

    [Fact]
    public void Held_a_battery_that_goes_meanwhile_still_binds_them()
    {
        var lab = Outage(Harness());
        lab.At(20, Ask(OperatorWish.ShutDown, "nas")).At(20, Ask(OperatorWish.Hold)).RunUntil(420);
        Assert.Equal(["web", "db", "nas", "hub"], Order(lab));
        OneAfterTheOther(lab);
        Assert.All(lab.Agents, agent => Assert.True(lab.SecondsOf(agent.OffSince!.Value) < 10 + 400 - 60 + 1, $"{agent.Name} was off too late"));
    }

    [Fact]
    public void A_coordinator_that_dies_in_the_middle_goes_on_and_nobody_stops_for_its_silence()
    {
        var lab = Harness().At(10, Ask(OperatorWish.ShutDown, "web", "db")).At(12, it => it.StopCoordinator()).At(300, it => it.StartCoordinator());
        lab.RunUntil(299);
        Assert.Equal(["web"], Order(lab));
        lab.RunUntil(600);
        Assert.Equal(["web", "db"], Order(lab));
        OneAfterTheOther(lab);
        Assert.False(lab.Engine!.State.IsRunning);
    }

    [Fact]
    public void One_that_is_off_already_keeps_the_shutdown_from_ending_no_longer_than_its_stop_takes()
    {
        var lab = Harness();
        lab.Agent("db").SwitchOff();
        lab.At(60, Ask(OperatorWish.ShutDown, "web", "db")).RunUntil(180);
        Assert.Equal(["web"], Order(lab));
        Assert.False(lab.Engine!.State.IsRunning);
    }

    [Fact]
    public void What_is_taken_back_is_owed_its_start_again_also_where_it_could_not_be_heard_meanwhile_P27()
    {
        var lab = Outage(Harness(TheLabComesBack.Woken), until: 330);
        lab.At(15, it => it.Agent("web").IsLinkUp = false).At(20, Ask(OperatorWish.ShutDown, "web")).At(25, Ask(OperatorWish.Cancel)).At(320, it => it.Agent("web").IsLinkUp = true).RunUntil(1500);
        Assert.Contains(lab.Stops, stop => stop is { Node: "web", Cause: not "order" });
        Assert.Contains("web", Running(lab));
    }

    [Fact]
    public void What_was_out_of_reach_when_it_was_asked_to_stop_is_not_started_when_the_outage_stops_it()
    {
        var lab = Outage(Harness(TheLabComesBack.Woken), until: 330);
        lab.At(5, it => it.Agent("web").IsLinkUp = false).At(80, Ask(OperatorWish.ShutDown, "web")).At(90, it => it.Agent("web").IsLinkUp = true).RunUntil(1500);
        Assert.Contains("web", Order(lab));
        Assert.DoesNotContain(lab.Wire.Wakes, wake => wake.Node == "web");
        Assert.Equal(["db", "hub", "nas"], Running(lab));
    }

    [Fact]
    public void In_observe_mode_it_is_only_said()
    {
        var lab = Harness(Rack with { Mode = LabMode.Observe }).At(10, Ask(OperatorWish.ShutDown, "web")).RunUntil(120);
        Assert.Empty(lab.Stops);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.StepAdvised, Node: "web" });
        Assert.False(lab.Engine!.State.IsRunning);
    }

    [Fact]
    public void What_cannot_do_without_is_named_and_taken_along_where_that_is_asked_for()
    {
        var alone = AskedScope.Of(Rack, ["nas"], withDependents: false);
        Assert.Equal(["nas"], alone.Nodes);
        Assert.Equal([("db", "sql needs files"), ("web", "site needs sql")], alone.LeftWithout);
        var all = AskedScope.Of(Rack, ["nas"], withDependents: true);
        Assert.Equal(["db", "nas", "web"], all.Nodes);
        Assert.Empty(all.LeftWithout);
    }

    [Fact]
    public void A_service_with_instances_left_leaves_nobody_without()
    {
        var lab = Rack with { Services = [Service("site", ["web"], ["sql"]), Service("sql", ["db", "nas"], need: 1)] };
        Assert.Empty(AskedScope.Of(lab, ["nas"], withDependents: false).LeftWithout);
        Assert.Equal(["web"], AskedScope.Of(lab, ["nas", "db"], withDependents: false).LeftWithout.Select(left => left.Node));
    }

    [Fact]
    public void What_was_answered_after_an_outage_was_over_gives_nobody_a_lease_who_is_not_asked()
    {
        var engine = new OutageEngine(Rack, new Fence("lab:attic", 1, "i", 0), "h", [], Start);
        var unanswered = new List<OutageEffect.RenewLease>();
        ulong beat = 0;
        void Step(double seconds, OutageInput input) =>
            unanswered.AddRange(engine.Step(input, System.DateTimeOffset.UnixEpoch, After(seconds)).Effects.OfType<OutageEffect.RenewLease>());
        void Answer(double seconds)
        {
            var given = unanswered.ToList();
            unanswered.Clear();
            given.ForEach(lease => Step(seconds, new OutageInput.LeaseAnswered(lease.Node, lease.Terms.OutageId, 1, lease.Terms.Sequence, true, "Held")));
        }

        void Beats(double seconds, string holds)
        {
            foreach (var node in Rack.Nodes)
            {
                Step(seconds, new OutageInput.NodeBeat(node.Name, ++beat, After(seconds), holds));
            }
        }

        foreach (var node in Rack.Nodes)
        {
            Step(0, new OutageInput.NodeHello(node.Name, $"{node.Name}-boot", After(0), Fence.None, null, []));
        }

        for (var seconds = 1.0; seconds <= 3; seconds++)
        {
            Answer(seconds);
            Step(seconds, new OutageInput.FeedsAssessed([Dying("u", 1000, at: seconds)]));
            Beats(seconds, engine.State.OutageId);
        }

        // What was given last is answered only after the mains are back and the outage is over.
        for (var seconds = 4.0; engine.State.IsRunning && seconds < 100; seconds++)
        {
            Step(seconds, new OutageInput.FeedsAssessed([OnLine("u", since: seconds < 5 ? seconds : 4)]));
            if (engine.State.IsRunning)
            {
                Beats(seconds, engine.State.OutageId);
            }
        }

        Assert.False(engine.State.IsRunning);
        Assert.NotEmpty(unanswered);
        Answer(60);
        Beats(61, "");
        Step(62, new OutageInput.FeedsAssessed([OnLine("u", since: 4)]));
        Step(62, new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = ["web"] });
        Step(63, new OutageInput.FeedsAssessed([OnLine("u", since: 4)]));
        Beats(63, "");
        Step(64, new OutageInput.FeedsAssessed([OnLine("u", since: 4)]));
        Assert.True(engine.State.IsRunning);
        Assert.All(unanswered, lease => Assert.Equal("web", lease.Node));
    }
}
