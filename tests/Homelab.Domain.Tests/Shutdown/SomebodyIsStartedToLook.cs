using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>
/// The upsd of u runs on the nas, which hangs on u and starts by Wake-on-LAN; the coordinator hangs on v. Once the nas has stopped nobody can
/// read u: on battery it stays, by what is known, until somebody looks (P9, P17, P28).
/// </summary>
public class SomebodyIsStartedToLook
{
    internal static readonly LabConfig Attic = LabOf(
        [Ups("u", "nas.lan"), Ups("v", "hub.lan")],
        [
            Hub("hub", 10, "v") with { Switch = "core" }, Node("web", 20, "u") with { Switch = "core", Start = StartMethod.WakeOnLan("02:00:00:00:00:01") },
            Node("pi", 20, "u") with { Switch = "core", Start = StartMethod.Power }, Node("nas", 30, "u") with { Switch = "core", Start = StartMethod.WakeOnLan("02:00:00:00:00:02") },
        ],
        [Service("site", ["web"], ["files"]), Service("names", ["pi"], ["files"]), Service("files", ["nas"])],
        [new SwitchConfig { Name = "core", Feeds = ["v"] }]) with
    {
        Policy = new PolicyConfig { Restart = new RestartPolicy { StableFor = TimeSpan.FromSeconds(60), ChargeRatio = 0.1, GateAtMost = TimeSpan.FromMinutes(5) } },
    };

    internal static EngineHarness Play(LabConfig? config = null, int runtime = 400, int other = 40_000, params string[] lost)
    {
        var lab = new EngineHarness(config ?? Attic, ("u", runtime), ("v", other));
        lab.Watch = () => lab.Ups("u").IsReadable = lab.Agent("nas").IsRunning;
        foreach (var feed in lost)
        {
            lab.At(10, it => it.Ups(feed).Turn("OB DISCHRG"));
        }

        return lab;
    }

    internal static List<JournalEntry> Looks(EngineHarness lab) => [.. lab.Journal.Where(entry => entry.Transition == SequenceTransition.LookOrdered)];

    internal static void Everybody(EngineHarness lab)
    {
        Assert.All(lab.Agents, agent => Assert.True(agent.IsRunning, $"{agent.Name} is not on"));
        Assert.False(lab.Engine!.State.IsRunning || lab.Engine.State.Return.IsOpen);
    }

    internal static EngineHarness BackWithItsMains() => Play(lost: ["u", "v"])
        .At(900, it => it.Ups("u").Turn("OL CHRG")).At(900, it => it.Ups("v").Turn("OL CHRG")).At(1100, it => it.Agent("pi").Boot());

    internal static EngineHarness NeverRead()
    {
        var lab = Play(lost: ["u"]);
        lab.Wire.HearsMagicPackets = false;
        return lab;
    }

    internal static void Named(EngineHarness lab)
    {
        Assert.False(lab.Engine!.State.IsRunning || lab.Engine.State.Return.IsOpen);
        Assert.Equal(["nas", "pi", "web"], lab.Journal.Where(entry => entry.Transition == SequenceTransition.NodeMissed).Select(entry => entry.Node).Order());
    }

    [Fact]
    public void When_a_feed_that_was_lost_with_it_is_back_for_good()
    {
        var lab = BackWithItsMains().RunUntil(1500);
        Everybody(lab);
        var look = Assert.Single(Looks(lab));
        Assert.Equal("nas", look.Node);
        Assert.Contains("v, which was lost with it, is back", look.Detail, StringComparison.Ordinal);
        Assert.All(lab.Wire.Wakes, wake => Assert.True(wake.At >= lab.Zero + TimeSpan.FromSeconds(960), $"{wake.Node} was woken before the mains were steady"));
        Assert.Equal("nas", lab.Wire.Wakes[0].Node);
    }

    [Fact]
    public void When_a_node_that_hangs_on_it_alone_starts_with_its_power_which_is_not_stopped_again_meanwhile()
    {
        var lab = Play(lost: ["u"]);
        lab.Wire.HearsMagicPackets = false;
        lab.At(640, it => it.Wire.HearsMagicPackets = true).At(640, it => it.Ups("u").Turn("OL CHRG")).At(640, it => it.Agent("pi").Boot()).RunUntil(1500);
        Everybody(lab);
        var look = Assert.Single(Looks(lab));
        Assert.Contains("pi, which hangs on it alone, started again with its power", look.Detail, StringComparison.Ordinal);
        Assert.InRange(lab.SecondsOf(look.At), 640, 645);
        Assert.Single(lab.Stops, stop => stop.Node == "pi");
    }

    [Fact]
    public void At_once_where_it_hangs_on_a_feed_that_is_back_whatever_becomes_of_the_other()
    {
        var lab = Play(Attic with { Nodes = [.. Attic.Nodes.Select(node => node.Name == "nas" ? node with { Feeds = ["v"] } : node)] }, runtime: 4000, other: 400, "u", "v");
        lab.At(330, it => it.Ups("v").Turn("OL CHRG")).RunUntil(1000);
        Assert.Contains("nas", lab.Stops.Select(stop => stop.Node));
        Assert.Contains("nas hangs on v", Assert.Single(Looks(lab)).Detail, StringComparison.Ordinal);
        Assert.True(lab.Agent("nas").IsRunning);
        Assert.True(lab.Engine!.State.IsRunning, "u is on battery, and nas reads it");
    }

    [Fact]
    public void When_it_was_steadily_on_line_at_its_last_word_and_the_others_are_back()
    {
        var lab = Play(runtime: 4000, other: 400, lost: ["u", "v"]);
        lab.At(60, it => it.Ups("u").Turn("OL CHRG")).At(120, it => it.Agent("nas").SwitchOff()).At(200, it => it.Ups("v").Turn("OL CHRG")).RunUntil(900);
        Assert.Contains("steadily on line when it was last heard", Looks(lab)[0].Detail, StringComparison.Ordinal);
        Everybody(lab);
    }

    [Fact]
    public void A_look_that_finds_it_on_battery_is_refuted_and_the_next_one_waits_twice_as_long()
    {
        var lab = Play(runtime: 600, lost: ["u", "v"]);
        lab.At(620, it => it.Ups("v").Turn("OL CHRG")).RunUntil(7000);
        var looks = Looks(lab);
        Assert.Contains("v, which was lost with it", looks[0].Detail, StringComparison.Ordinal);
        Assert.All(looks.Skip(1), look => Assert.Contains("stand for the mains", look.Detail, StringComparison.Ordinal));
        Assert.Equal(FeedLook.Most, looks.Count);
        var pauses = looks.Zip(looks.Skip(1), (one, next) => (next.At - one.At).TotalMinutes).ToList();
        Assert.InRange(pauses[0], 10, 13);
        Assert.InRange(pauses[1], 20, 23);
        Assert.All(looks, look => Assert.Contains(lab.Stops, stop => stop.Node == "nas" && stop.At > look.At && stop.At - look.At < TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void A_feed_that_was_given_up_for_heat_is_looked_at_when_it_has_had_time_to_cool_down()
    {
        var lab = Play(Attic with { Feeds = [.. Attic.Feeds.Select(feed => feed.Name == "u" ? feed with { Triggers = new TriggerConfig { TemperatureCelsius = 45 } } : feed)] });
        lab.At(10, it => it.Ups("u").Says["battery.temperature"] = "50").At(200, it => it.Ups("u").Says["battery.temperature"] = "30").RunUntil(120);
        Assert.False(lab.Agent("nas").IsRunning);
        lab.At(700, it => it.Agent("pi").Boot()).RunUntil(1500);
        Assert.Contains("it has had 5m00s to cool down", Looks(lab)[0].Detail, StringComparison.Ordinal);
        Assert.Single(Looks(lab));
        Everybody(lab);
    }

    [Fact]
    public void What_nobody_answers_for_in_the_end_holds_up_nothing_and_is_named()
    {
        var lab = NeverRead().RunUntil(9500);
        Assert.Equal(FeedLook.Most, Looks(lab).Count);
        var unread = Assert.Single(lab.Said, said => said.Code == "FeedUnread");
        Assert.Equal(("u", 3), (unread.Subject, unread.Priority));
        Named(lab);
    }

    [Fact]
    public void A_feed_that_was_given_up_counts_again_with_its_next_word()
    {
        var lab = NeverRead().RunUntil(9500);
        lab.Agent("nas").Boot();
        lab.RunUntil(9530);
        Assert.True(lab.Engine!.State.Feeds.ContainsKey("u"), "u says that it is on battery, and nobody believes it");
    }

    [Fact]
    public void Nobody_looks_while_the_host_only_lost_its_network_or_a_lab_is_observed()
    {
        var cut = Play(lost: ["u", "v"], runtime: 4000);
        cut.At(100, it => it.Agent("nas").IsLinkUp = false).At(110, it => it.Ups("v").Turn("OL CHRG")).At(280, it => it.Agent("nas").IsLinkUp = true);
        cut.Watch = () => cut.Ups("u").IsReadable = cut.Agent("nas").IsLinkUp;
        Assert.Empty(Looks(cut.RunUntil(600)));

        var observed = Play(Attic with { Mode = LabMode.Observe }, lost: ["u", "v"]);
        observed.At(300, it => it.Agent("nas").SwitchOff()).At(400, it => it.Ups("v").Turn("OL CHRG")).RunUntil(9000);
        Assert.Empty(Looks(observed));
        Assert.Empty(observed.Wire.Wakes);
        Assert.False(observed.Engine!.State.IsRunning);
    }

    [Fact]
    public void A_coordinator_that_starts_again_on_the_battery_itself_looks_once_and_then_ever_more_rarely_P1()
    {
        var lab = new EngineHarness(Attic with { Nodes = [.. Attic.Nodes.Select(node => node.IsCoordinator ? node with { Feeds = ["u"], Start = StartMethod.Power } : node)] }, ("u", 600), ("v", 40_000));
        lab.Watch = () => lab.Ups("u").IsReadable = lab.Agent("nas").IsRunning;
        lab.At(10, it => it.Ups("u").Turn("OB DISCHRG")).RunUntil(20_000);
        var looks = lab.Journal.Where(entry => entry is { Transition: SequenceTransition.GateOpened, Nodes: ["nas"] }).ToList();
        Assert.InRange(looks.Count, 3, 8);
        var pauses = looks.Zip(looks.Skip(1), (one, next) => next.At - one.At).ToList();
        Assert.All(pauses.Zip(pauses.Skip(1)).Skip(1), pair => Assert.True(pair.Second > 1.5 * pair.First, $"{pair.First}, then {pair.Second}"));
    }
}
