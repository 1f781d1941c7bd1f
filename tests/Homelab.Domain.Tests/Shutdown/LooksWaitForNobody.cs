using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;
using static Homelab.Domain.Tests.Shutdown.SomebodyIsStartedToLook;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Who is to read a feed is not held up by what hangs on that feed, and a feed that stays silent holds up nothing for ever (P9, P17, P29).</summary>
public class LooksWaitForNobody
{
    /// <summary>nas reads u and hangs on w; box reads w and hangs on u: each waits for what only the other can say.</summary>
    private static readonly LabConfig Crossed = LabOf(
        [Ups("u", "nas.lan"), Ups("w", "box.lan"), Ups("v", "hub.lan")],
        [
            Hub("hub", 10, "v") with { Switch = "core" }, Node("nas", 20, "w") with { Switch = "core", Start = StartMethod.WakeOnLan("02:00:00:00:00:01") },
            Node("box", 20, "u") with { Switch = "core", Start = StartMethod.WakeOnLan("02:00:00:00:00:02") },
        ],
        null,
        [new SwitchConfig { Name = "core", Feeds = ["v"] }]) with
    {
        Policy = SomebodyIsStartedToLook.Attic.Policy,
    };

    private static EngineHarness OfCrossed(LabConfig config)
    {
        var lab = new EngineHarness(config, ("u", 400), ("w", 400), ("v", 40_000));
        lab.Watch = () => (lab.Ups("u").IsReadable, lab.Ups("w").IsReadable) = (lab.Agent("nas").IsRunning, lab.Agent("box").IsRunning);
        return lab;
    }

    /// <summary>The coordinator's host starts anew when the others are off, and the mains are back: it knows nothing of the feeds that they read.</summary>
    private static EngineHarness ColdStart(EngineHarness lab, params string[] lost)
    {
        foreach (var feed in lost)
        {
            lab.At(10, it => it.Ups(feed).Turn("OB DISCHRG")).At(600, it => it.Ups(feed).Turn("OL CHRG"));
        }

        return lab.At(600, it =>
        {
            it.StopCoordinator();
            it.CameBack(it.Agent("hub"));
        });
    }

    private static LabConfig Without(LabConfig lab, string node) =>
        lab with { Nodes = [.. lab.Nodes.Where(config => config.Name != node)], Services = [.. lab.Services.Where(service => !service.On.Contains(node))] };

    [Fact]
    public void A_lookout_is_started_before_what_it_needs_which_may_not_come()
    {
        var needy = Crossed with
        {
            Nodes = [.. Crossed.Nodes.Select(node => node.Name switch { "nas" => node with { Feeds = ["u"] }, "box" => node with { Feeds = ["w"], Start = StartMethod.Power }, _ => node })],
            Services = [Service("files", ["nas"], ["sql"]), Service("sql", ["box"])],
        };
        var lab = ColdStart(OfCrossed(needy), "u", "w").RunUntil(700);
        Assert.Contains("box", lab.Engine!.State.Return.Nodes.Keys);
        Assert.InRange(lab.SecondsOf(lab.Wire.Wakes.First(wake => wake.Node == "nas").At), 655, 670);
    }

    [Fact]
    public void Two_hosts_that_hang_on_each_others_silent_feeds_are_both_started()
    {
        Everybody(ColdStart(OfCrossed(Crossed), "u", "w").RunUntil(1500));
    }

    [Fact]
    public void While_its_host_is_still_sent_for_in_vain_a_feeds_gate_opens_at_its_bound_P29()
    {
        var lab = ColdStart(Play(Without(SomebodyIsStartedToLook.Attic, "pi")), "u", "v");
        lab.Wire.HearsMagicPackets = false;
        lab.RunUntil(3000);
        var gate = lab.Journal.First(entry => entry is { Transition: SequenceTransition.GateOpened, Feeds: ["u"], Nodes.IsEmpty: true });
        Assert.InRange(lab.SecondsOf(gate.At), 600 + 60 + 600 - 5, 600 + 60 + 600 + 5);
        Assert.True(gate.At < lab.Journal.Single(entry => entry is { Transition: SequenceTransition.NodeMissed, Node: "nas" }).At);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_feed_that_falls_silent_while_the_mains_settle_is_looked_for_and_ends_too(bool isWoken)
    {
        var lab = Play(runtime: 4000, lost: ["u", "v"]);
        lab.Wire.HearsMagicPackets = isWoken;
        lab.At(40, it => it.Ups("u").Turn("OL CHRG")).At(60.5, it => it.Agent("nas").SwitchOff()).At(68, it => it.Ups("v").Turn("OL CHRG")).RunUntil(90);
        Assert.Equal(OutagePhase.Settling, lab.Engine!.State.Phase);
        lab.RunUntil(isWoken ? 1500 : 12_000);
        Assert.Equal("nas", Looks(lab)[0].Node);
        Assert.Equal(isWoken ? 1 : FeedLook.Most, Looks(lab).Count);
        Assert.Equal(isWoken ? 0 : 1, lab.Said.Count(said => said is { Code: "FeedUnread", Subject: "u" }));
        Assert.False(lab.Engine.State.IsRunning || lab.Engine.State.Return.IsOpen);
    }

    [Fact]
    public void Where_the_host_is_up_and_its_upsd_alone_is_dead_nobody_is_started_and_nobody_waits_for_ever()
    {
        var lab = Play(SomebodyIsStartedToLook.Attic with { Nodes = [.. SomebodyIsStartedToLook.Attic.Nodes.Select(node => node.Name == "nas" ? node with { Feeds = ["v"] } : node)] }, lost: "u");
        lab.Watch = () => lab.Ups("u").IsReadable = lab.Clock.Now < lab.Zero + TimeSpan.FromSeconds(60);
        lab.RunUntil(4000);
        Assert.True(lab.Agent("nas").IsRunning);
        Assert.Empty(Looks(lab));
        Assert.Single(lab.Said, said => said is { Code: "FeedUnread", Subject: "u" });
        Assert.False(lab.Engine!.State.IsRunning);
    }

    [Theory]
    [InlineData(-5, false)]
    [InlineData(5, true)]
    public void What_a_feed_said_after_it_was_given_up_counts_also_where_it_is_silent_again(int after, bool counts)
    {
        var lab = NeverRead().RunUntil(9500);
        var unread = lab.Journal.Single(entry => entry.Transition == SequenceTransition.FeedUnread).At;
        var said = new FeedAssessment { Feed = "u", Condition = FeedCondition.OnBattery, OnBatterySince = unread - TimeSpan.FromSeconds(60), IsStale = true, LastReading = unread + TimeSpan.FromSeconds(after) };
        lab.Step(new OutageInput.FeedsAssessed([said, new FeedAssessment { Feed = "v", Condition = FeedCondition.OnLine, OnLineSince = lab.Zero, LastReading = lab.Clock.Now }]));
        Assert.Equal(counts, lab.Engine!.State.IsRunning);
    }
}
