using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.AnOutageIsPlayed;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>One node is really stopped and started again, and what that proves is kept.</summary>
public class ANodeIsDrilled
{
    private static Action<EngineHarness> Ask(OperatorWish wish, params string[] nodes) =>
        lab => lab.Step(new OutageInput.OperatorAsked(wish, "ada", []) { Nodes = [.. nodes] });

    internal static EngineHarness Drilled(LabConfig? lab = null) => Harness(lab ?? TheLabComesBack.Woken, runtime: 4000).At(10, Ask(OperatorWish.Drill, "web"));

    private static JournalEntry End(EngineHarness lab) => Assert.Single(lab.Journal, entry => entry.Transition == SequenceTransition.DrillEnded);

    [Fact]
    public void It_stops_starts_again_and_both_are_measured()
    {
        var lab = Drilled().RunUntil(600);
        Assert.Equal(["web"], Order(lab));
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning));
        Assert.All(lab.Wire.Wakes, wake => Assert.Equal("web", wake.Node));
        var result = lab.Engine!.Drills.Results["web"];
        Assert.Equal((true, false, "wol 02:00:00:00:00:03"), (result.HasStarted, result.IsBrokenOff, result.Way));
        Assert.InRange(result.StopTook!.Value.TotalSeconds, 0.1, 60);
        Assert.InRange(result.StartTook!.Value.TotalSeconds, 1, 120);
        Assert.Equal((false, false), (lab.Engine.State.IsRunning, lab.Engine.State.Return.IsOpen));
        Assert.Equal(result, End(lab).Drill);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.OutageOpened, Cause: Cause.Drill, Operator: "ada", Node: "web" });
    }

    [Fact]
    public void It_does_not_wait_for_mains_that_were_never_away()
    {
        var slow = TheLabComesBack.Woken with { Policy = TheLabComesBack.Woken.Policy with { Restart = new RestartPolicy { StableFor = TimeSpan.FromMinutes(30) } } };
        var lab = Harness(slow, runtime: 4000).At(1900, Ask(OperatorWish.Drill, "web")).RunUntil(2400);
        Assert.True(lab.Engine!.Drills.Results["web"].HasStarted);
    }

    [Fact]
    public void An_outage_takes_its_place_at_once_and_its_node_comes_back_with_the_others()
    {
        var lab = Drilled().At(14, it => it.Ups("u").Turn("OB DISCHRG")).At(120, it => it.Ups("u").Turn("OL CHRG")).RunUntil(900);
        Assert.Equal("broken off, for the loss of the mains", End(lab).Detail);
        Assert.True(lab.SecondsOf(End(lab).At) < 20);
        Assert.Empty(lab.Engine!.Drills.Results);
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
        Assert.False(lab.Engine.State.Return.IsOpen);
    }

    [Fact]
    public void An_outage_while_its_node_is_away_breaks_it_off_and_brings_it_back()
    {
        var lab = Drilled();
        lab.At(0, it => it.Clock.Every(TimeSpan.FromMilliseconds(100), () =>
        {
            if (it.Journal.All(entry => entry.Transition != SequenceTransition.StartOrdered))
            {
                return true;
            }

            it.Ups("u").Turn("OB DISCHRG");
            return false;
        })).At(200, it => it.Ups("u").Turn("OL CHRG")).RunUntil(900);
        Assert.True(End(lab).Drill!.IsBrokenOff);
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
    }

    [Fact]
    public void An_operators_shutdown_takes_its_place_and_its_node_is_started_again()
    {
        var lab = Drilled().At(13, Ask(OperatorWish.ShutDown, "db")).RunUntil(900);
        Assert.True(End(lab).Drill!.IsBrokenOff);
        Assert.Equal(["hub", "nas", "web"], lab.Agents.Where(agent => agent.IsRunning).Select(agent => agent.Name).Order());
    }

    [Fact]
    public void An_operator_who_shuts_down_the_drilled_node_itself_gets_that()
    {
        var lab = Drilled().At(12, Ask(OperatorWish.ShutDown, "web")).RunUntil(900);
        Assert.Equal(["db", "hub", "nas"], lab.Agents.Where(agent => agent.IsRunning).Select(agent => agent.Name).Order());
        Assert.Empty(lab.Wire.Wakes);
    }

    [Fact]
    public void A_node_that_does_not_start_is_known_not_to()
    {
        var lab = Drilled();
        lab.Wire.HearsMagicPackets = false;
        lab.RunUntil(2000);
        Assert.Equal((false, false), (lab.Engine!.Drills.Results["web"].HasStarted, End(lab).Drill!.IsBrokenOff));
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.NodeMissed, Node: "web" });
    }

    [Fact]
    public void A_coordinator_that_dies_in_the_middle_goes_on_with_it()
    {
        var lab = Drilled().At(15, it => it.StopCoordinator()).At(25, it => it.StartCoordinator()).RunUntil(900);
        Assert.True(lab.Engine!.Drills.Results["web"].HasStarted);
    }

    [Fact]
    public void What_cannot_be_drilled_is_refused_with_a_sentence()
    {
        var observing = Drilled(TheLabComesBack.Woken with { Mode = LabMode.Observe }).RunUntil(60);
        Assert.Empty(observing.Stops);
        Assert.Contains(observing.Said, said => said.Code == "OperatorRefused" && said.Message.StartsWith("The lab only observes", StringComparison.Ordinal));

        var byPower = Drilled(Rack with { Nodes = [.. Rack.Nodes.Select(node => node with { Start = StartMethod.Power })] }).RunUntil(60);
        Assert.Empty(byPower.Stops);
        Assert.Contains(byPower.Said, said => said.Message.StartsWith("web starts with the power only", StringComparison.Ordinal));

        var busy = Outage(Harness(TheLabComesBack.Woken)).At(20, Ask(OperatorWish.Drill, "web")).RunUntil(25);
        Assert.Contains(busy.Said, said => said.Code == "OperatorRefused" && said.Message.Contains("is not over", StringComparison.Ordinal));
    }

    [Fact]
    public void A_proof_ends_with_its_age_and_with_another_way_to_start()
    {
        var at = new DateTimeOffset(2028, 5, 6, 0, 0, 0, TimeSpan.Zero);
        var web = TheLabComesBack.Woken.Node("web")!;
        var policy = new PolicyConfig { DrillValid = TimeSpan.FromDays(10) };
        var record = DrillRecord.Empty.With("web", new DrillResult(at, "wol 02:00:00:00:00:03", HasStarted: true, IsBrokenOff: false, ""));
        Assert.Equal(DrillStanding.Proven, record.Of(web, policy, at.AddDays(9)));
        Assert.Equal(DrillStanding.Expired, record.Of(web, policy, at.AddDays(11)));
        Assert.Equal(DrillStanding.OtherWay, record.Of(web with { Start = StartMethod.WakeOnLan("02:00:00:00:00:09") }, policy, at.AddDays(1)));
        Assert.Equal(DrillStanding.Never, record.Of(web with { Name = "db" }, policy, at));

        var brokenOff = record.With("web", new DrillResult(at.AddDays(1), "wol 02:00:00:00:00:03", HasStarted: false, IsBrokenOff: true, ""));
        Assert.Equal(DrillStanding.Proven, brokenOff.Of(web, policy, at.AddDays(2)));
        Assert.Equal(DrillStanding.Failed, record.With("web", new DrillResult(at.AddDays(1), "wol 02:00:00:00:00:03", HasStarted: false, IsBrokenOff: false, "")).Of(web, policy, at.AddDays(2)));
    }
}
