using System.Collections.Immutable;
using Homelab.Domain.Drills;

namespace Homelab.Domain.Tests.Drills;

/// <summary>What an agent's look at its own node comes to in a rehearsal.</summary>
public class ANodeLooksAtItself
{
    private static readonly NodeRehearsalReport Sound = new()
    {
        MayPowerOff = true,
        PowerOff = "logind",
        CanPowerOff = new Said("yes"),
        LeaseWatcher = new Said("active"),
        Units = [new SaidUnit("caddy.service", "loaded", "active")],
        ClockOffset = TimeSpan.FromMilliseconds(40),
        ClockSynchronised = true,
        Boottime = new Moment(1),
        Feeds = [new SaidFeed("rack", "ups@nas:3493", "OL", "")],
        ReckonedStop = TimeSpan.FromSeconds(90),
        UnitStopBound = TimeSpan.FromSeconds(90),
    };

    [Fact]
    public void Nothing_is_wrong_with_a_sound_node()
    {
        var items = NodeRehearsal.Judge(Sound);
        Assert.Equal(["power off", "lease watcher", "units", "clock", "feed rack", "stop"], items.Select(item => item.Name));
        Assert.All(items, item => Assert.Equal(DrillVerdict.Ok, item.Verdict));
    }

    [Theory]
    [InlineData(false, "logind", "yes", DrillVerdict.Fails)]
    [InlineData(true, "none", null, DrillVerdict.Fails)]
    [InlineData(true, "exit", null, DrillVerdict.Believed)]
    [InlineData(true, "logind", "challenge", DrillVerdict.Fails)]
    [InlineData(true, "logind", null, DrillVerdict.Unknown)]
    public void Powering_off_fails_where_anybody_refuses_it(bool may, string mode, string? word, DrillVerdict expected) =>
        Assert.Equal(expected, Item("power off", Sound with { MayPowerOff = may, PowerOff = mode, CanPowerOff = new Said(word, "no bus") }).Verdict);

    [Theory]
    [InlineData("inactive", DrillVerdict.Fails)]
    [InlineData("not-found", DrillVerdict.Fails)]
    [InlineData(null, DrillVerdict.Unknown)]
    public void A_lease_that_nobody_enforces_is_said(string? state, DrillVerdict expected) =>
        Assert.Equal(expected, Item("lease watcher", Sound with { LeaseWatcher = new Said(state, "no bus") }).Verdict);

    [Theory]
    [InlineData("logind", null, null)]
    [InlineData("logind", true, DrillVerdict.Ok)]
    [InlineData("logind", false, DrillVerdict.Fails)]
    [InlineData("exit", false, null)]
    public void What_waits_for_the_power_to_go_is_looked_for_where_the_node_must_not_stay_off_P26(string mode, bool? has, DrillVerdict? expected) =>
        Assert.Equal(expected, NodeRehearsal.Judge(Sound with { PowerOff = mode, HasLateHook = has }).FirstOrDefault(item => item.Name == "homelab-late")?.Verdict);

    [Fact]
    public void A_unit_that_systemd_does_not_know_fails_by_name()
    {
        var item = Item("units", Sound with { Units = [.. Sound.Units, new SaidUnit("cady.service", "not-found", "inactive")] });
        Assert.Equal((DrillVerdict.Fails, "systemd does not know all of its services: cady.service is not-found"), (item.Verdict, item.Basis));
    }

    [Fact]
    public void A_unit_that_the_agents_user_may_not_stop_fails_by_name_and_by_what_to_do()
    {
        var item = Item("units", Sound with { UnitsWithoutRight = ["caddy.service"] });
        Assert.Equal((DrillVerdict.Fails, "the agent may not stop caddy.service, so that they stop with the node only: name each on a line of its /etc/homelab/units"), (item.Verdict, item.Basis));
    }

    [Theory]
    [InlineData(-6, true, DrillVerdict.Fails)]
    [InlineData(1, false, DrillVerdict.Believed)]
    [InlineData(1, null, DrillVerdict.Believed)]
    public void A_clock_that_goes_wrong_or_is_kept_by_nobody_is_not_ok(int seconds, bool? synchronised, DrillVerdict expected) =>
        Assert.Equal(expected, Item("clock", Sound with { ClockOffset = TimeSpan.FromSeconds(seconds), ClockSynchronised = synchronised }).Verdict);

    [Fact]
    public void A_feed_that_it_cannot_read_alone_fails_and_one_that_it_never_heard_of_is_unknown()
    {
        var silent = Item("feed rack", Sound with { Feeds = [new SaidFeed("rack", "ups@nas:3493", "", "refused")] });
        Assert.Equal((DrillVerdict.Fails, "not read from here at ups@nas:3493, so alone it goes by its lease only: refused"), (silent.Verdict, silent.Basis));
        Assert.Equal(DrillVerdict.Unknown, Item("own feeds", Sound with { Feeds = null }).Verdict);
        Assert.Equal(DrillVerdict.Unknown, Item("own feeds", Sound with { Feeds = ImmutableArray<SaidFeed>.Empty }).Verdict);
    }

    [Fact]
    public void A_stop_that_systemd_may_draw_out_is_believed()
    {
        var item = Item("stop", Sound with { ReckonedStop = TimeSpan.FromSeconds(60) });
        Assert.Equal(DrillVerdict.Believed, item.Verdict);
        Assert.StartsWith("1m00s are reckoned with, and systemd waits up to 1m30s for a unit that hangs", item.Basis, StringComparison.Ordinal);
    }

    private static DrillItem Item(string name, NodeRehearsalReport report) => Assert.Single(NodeRehearsal.Judge(report), item => item.Name == name);
}
