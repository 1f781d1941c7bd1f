using System.Collections.Immutable;
using Homelab.Domain.Drills;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Tests.Drills;

/// <summary>NUT has no dry run: what only a cut could prove is believed, and never ok.</summary>
public class AUpsIsLookedAt
{
    private static readonly FeedConfig Cut = new() { Name = "rack", Nut = new NutSource("ups", "nas"), User = "homelab", Password = "secret:rack", Cut = CutMode.Return };

    [Fact]
    public void A_primary_whose_driver_can_cut_is_ok_and_its_cut_is_believed()
    {
        var items = Judge(Cut, new FeedRehearsalReport { Status = "OL", Primary = new Said("granted"), Commands = ["shutdown.return"] });
        Assert.Equal([("reading", DrillVerdict.Ok), ("user", DrillVerdict.Ok), ("shutdown.return", DrillVerdict.Believed)], items.Select(item => (item.Name, item.Verdict)));
    }

    [Fact]
    public void Who_is_no_primary_may_still_have_FSD_so_it_is_believed() =>
        Assert.Equal(DrillVerdict.Believed, Item("user", Cut, new FeedRehearsalReport { Primary = new Said(null, "ERR ACCESS-DENIED") }).Verdict);

    [Fact]
    public void A_command_that_the_driver_does_not_know_fails() =>
        Assert.Equal(DrillVerdict.Fails, Item("shutdown.return", Cut, new FeedRehearsalReport { Commands = ["beeper.on"] }).Verdict);

    [Fact]
    public void A_password_that_cannot_be_had_fails() =>
        Assert.Equal((DrillVerdict.Fails, "no such secret"), (Item("user", Cut, new FeedRehearsalReport { PasswordFailure = "no such secret" }) is var item ? item.Verdict : default, item.Basis));

    [Fact]
    public void A_cut_without_a_user_fails_and_mere_reading_needs_none()
    {
        Assert.Equal(DrillVerdict.Fails, Item("user", Cut with { User = null, Password = null }, new FeedRehearsalReport()).Verdict);
        Assert.Equal(DrillVerdict.Ok, Item("user", Cut with { User = null, Password = null, Cut = CutMode.None }, new FeedRehearsalReport()).Verdict);
    }

    [Fact]
    public void Of_a_UPS_that_cannot_be_read_nothing_else_is_said()
    {
        var item = Assert.Single(Judge(Cut, new FeedRehearsalReport { Failure = "nobody there" }));
        Assert.Equal(("reading", DrillVerdict.Fails, "nobody there"), (item.Name, item.Verdict, item.Basis));
    }

    private static DrillItem Item(string name, FeedConfig feed, FeedRehearsalReport report) => Assert.Single(Judge(feed, report), item => item.Name == name);

    private static ImmutableArray<DrillItem> Judge(FeedConfig feed, FeedRehearsalReport report) =>
        FeedRehearsal.Judge(feed, FeedCommand.Of(new LabConfig { Name = "attic", Feeds = [feed] }, feed), report);

    [Theory]
    [InlineData(DrillVerdict.Believed, "outlet.2.load.off", "outlet.2.load.on")]
    [InlineData(DrillVerdict.Believed, "outlet.2.load.cycle")]
    [InlineData(DrillVerdict.Fails, "outlet.2.load.off", "outlet.1.load.on")]
    public void An_outlet_that_starts_a_node_needs_both_commands_or_the_one_that_does_both(DrillVerdict verdict, params string[] commands)
    {
        var lab = new LabConfig { Name = "attic", Feeds = [Cut], Nodes = [new NodeConfig { Name = "web", Feeds = ["rack"], Start = StartMethod.ByOutlet(new OutletPlace("rack", 2)) }] };
        var items = FeedRehearsal.Judge(Cut, FeedCommand.Of(lab, Cut), new FeedRehearsalReport { Commands = [.. commands] });
        Assert.Equal(verdict, items.Single(item => item.Name == "outlet.2.load.off and .on").Verdict);
    }
}
