using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The record that a node is off, by which its outlet may go off: what it outlives, and what ends it (P20, P28).</summary>
public class TheJournalRemembersWhoIsOff
{
    private static EngineHarness ShutDown() => Asked(AnOutageIsPlayed.Harness(AnOutletStartsANode.Switched, runtime: 4000), 10, OperatorWish.ShutDown);

    private static EngineHarness Asked(EngineHarness lab, double at, OperatorWish wish) =>
        lab.At(at, it => it.Step(new OutageInput.OperatorAsked(wish, "ada", []) { Nodes = ["web"] }));

    [Fact]
    public void A_journal_that_begins_anew_knows_it_also_of_who_is_not_to_be_on()
    {
        var lab = ShutDown().At(200, it => it.Ups("u").Turn("OB DISCHRG")).RunUntil(210);
        var second = lab.Journal.Last(entry => entry.Transition == SequenceTransition.OutageOpened);
        Assert.DoesNotContain("web", second.Nodes);
        Assert.Equal("web-boot-1", Sequence.Resume([second], "host-boot-1").Return.Off["web"]);
    }

    [Fact]
    public void Who_was_heard_since_runs_by_all_that_is_known_and_is_switched_on_only()
    {
        var lab = ShutDown().RunUntil(290);
        Assert.Equal("web-boot-1", lab.Engine!.State.Return.Off["web"]);
        lab.At(300, it => it.Agent("web").Boot()).At(330, it => it.StopCoordinator()).At(332, it => it.Agent("web").IsLinkUp = false).At(335, it => it.StartCoordinator());
        Asked(lab, 600, OperatorWish.Start).RunUntil(2000);
        Assert.Contains(lab.Journal, entry => entry is { Transition: SequenceTransition.NodeReturned, Node: "web", NodeBootId: "web-boot-2" });
        Assert.Empty(lab.Engine.State.Return.Off);
        Assert.Equal(("web", "on", true), lab.Outlets[0]);
        Assert.DoesNotContain(lab.Outlets, done => done.Switched == "off");
    }

    [Fact]
    public void Who_is_heard_in_peace_belongs_to_no_outage_and_hides_none()
    {
        var lab = ShutDown().At(300, it => it.Agent("web").Boot()).RunUntil(330);
        Assert.Equal((SequenceTransition.NodeReturned, ""), (lab.Journal[^1].Transition, lab.Journal[^1].OutageId));
        Assert.Equal(SequenceTransition.OutageOpened, Sequence.OfLastOutage([.. lab.Journal])[0].Transition);
    }

    [Fact]
    public void Who_is_heard_in_an_outage_is_off_no_more()
    {
        var opened = new JournalEntry
        {
            Transition = SequenceTransition.OutageOpened, OutageId = "o-2", HostBootId = "h", At = Moment.Zero, Feeds = ["u"], Owed = [new OwedNode("web", "boot-1", false, WasOff: true)],
        };
        var joined = opened with { Transition = SequenceTransition.TargetJoined, Nodes = ["web"] };
        var running = Sequence.Apply(OutageState.None, opened);
        Assert.Empty(Sequence.Apply(running, joined).Return.Off);
        Assert.Equal(["web"], Sequence.Apply(running, joined with { Operator = "ada" }).Return.Off.Keys);
    }

    [Fact]
    public void A_coordinator_that_has_not_heard_the_node_itself_switches_nothing_off_and_names_who_stays_dark()
    {
        var lab = ShutDown().At(300, it => it.StopCoordinator()).At(303, it => it.StartCoordinator());
        Asked(lab, 500, OperatorWish.Start).RunUntil(2000);
        Assert.DoesNotContain(lab.Outlets, done => done.Switched == "off");
        Assert.Contains(lab.Said, said => said is { Code: "NodeMissed", Subject: "web" });
    }
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_meter_that_showed_it_dark_and_shows_it_still_stands_for_having_heard_it(bool isDark)
    {
        var lab = ShutDown();
        lab.At(0, it => it.Clock.Every(TimeSpan.FromSeconds(1), () =>
        {
            it.Ups("u").Says["outlet.3.realpower"] = it.Agent("web").OffSince is null || (!isDark && it.SecondsOf(it.Clock.Now) > 400) ? "41" : "0";
            return true;
        }));
        lab.At(300, it => it.StopCoordinator()).At(303, it => it.StartCoordinator());
        Asked(lab, 500, OperatorWish.Start).RunUntil(2000);
        Assert.Equal(isDark ? [("web", "off", false), ("web", "on", false)] : Array.Empty<(string, string, bool)>(), lab.Outlets.Where(done => isDark || done.Switched == "off"));
        Assert.Equal(isDark, lab.Agent("web").IsRunning);
        Assert.Empty(lab.Darkened);
    }

    [Fact]
    public void What_a_meter_showed_outlives_a_journal_that_begins_anew_and_ends_with_the_record()
    {
        var off = new JournalEntry { Transition = SequenceTransition.StepSeenOff, Step = "stop:web", Node = "web", NodeBootId = "boot-1", IsDark = true, OutageId = "o-1", HostBootId = "h", At = Moment.Zero };
        var opened = off with { Transition = SequenceTransition.OutageOpened, Step = "", Node = "", OutageId = "o-2", Feeds = ["u"], Owed = [new OwedNode("web", "boot-1", false, WasOff: true, WasDark: true)] };
        var anew = Sequence.Apply(OutageState.None, opened);
        Assert.Equal(["web"], anew.Return.Dark);
        Assert.Empty(Sequence.Apply(anew, off with { Transition = SequenceTransition.StepOrdered, NodeBootId = "boot-2" }).Return.Dark);
    }
}
