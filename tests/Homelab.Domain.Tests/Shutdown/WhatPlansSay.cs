using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>Golden texts: a change of a plan shows as a difference that can be read.</summary>
public class WhatPlansSay
{
    private static void Same(string expected, StopPlan plan) => Assert.Equal(expected.ReplaceLineEndings("\n") + "\n", PlanText.Of(plan));

    [Fact]
    public void The_attic_with_time_enough() => Same(
        """
        rack-ups desk-ups: feasible, needs 257.2s of 1200s in rack-ups, needs 110.0s of 1500s in desk-ups
        1 pi2 commit at 917.3 for 20s
            off before nas begins to stop: lab-k3s on pi2 needs tank on nas
        2 nas commit at 956.4 for 90s after pi2
            off before pi1 begins to stop: cloud on nas needs dns on pi1
        3 pi1 commit at 1067.8 for 20s after nas
            off before hub begins to stop: the coordinator runs on hub and goes last
        4 hub commit at 1110.0 for 30s after nas pi1
            rack-ups is empty in 20m00s; 30s to stop and 1m00s to spare come off
        note recorder runs no agent: it is not stopped, and loses power when its feed is empty.
        note pi2 cannot be reached once the mains are gone: it is declared to stop by itself after 2m00s.
        note dns needs 1 of its 2 instances: pi2 waits for none of those that need it.
        note rack-ups is read on nas: when that stops, nobody reads it any more, and what was known of its runtime counts down.
        note desk-ups is read on pi1: when that stops, nobody reads it any more, and what was known of its runtime counts down.
        """,
        StopPlanner.Plan(Attic, AtticFeeds(rack: 1200, desk: 1500), Start, 1));

    [Fact]
    public void A_shelf_without_time_enough() => Same(
        """
        shelf-ups: short of 15.3s, needs 220.3s of 205s in shelf-ups
        1 app commit at 31.3 for 30s
            off before store begins to stop: site on app needs disk on store
        2 store commit at 62.5 for 60s after app
            off before hub begins to stop: the coordinator runs on hub and goes last
        1 toy commit at 107.5 for 15s
            off before hub begins to stop: the coordinator runs on hub and goes last
        3 hub commit at 125.0 for 20s after app store toy
            shelf-ups is empty in 3m25s; 20s to stop and 1m00s to spare come off
        dropped toy before app: game on toy needs site on app, but 16s lack for the whole order
        """,
        StopPlanner.Plan(
            LabOf(
                [Ups("shelf-ups", "hub.lan")],
                [Hub("hub", 20, "shelf-ups"), Node("store", 60, "shelf-ups"), Node("app", 30, "shelf-ups"), Node("toy", 15, "shelf-ups")],
                [
                    Service("disk", ["store"], tier: Tier.Core), Service("site", ["app"], ["disk"]),
                    Service("game", ["toy"], ["site"], tier: Tier.Edge), Service("chat", ["toy"], prefers: ["site"]),
                ]),
            [Dying("shelf-ups", 205)],
            Start,
            1));

    [Fact]
    public void What_a_plan_cannot_do_stands_in_its_notes()
    {
        var lab = LabOf(
            [Ups("u"), Mains("wall")],
            [
                Node("bare", 10, "wall"), Node("loose", 10),
                Hub("hub", 10, "u") with { Switch = "core" }, Node("away", 10, "u") with { Switch = "dark" },
                Node("stays", 10, "u") with { Switch = "dark", Blind = new BlindPolicy(null) },
            ],
            [], [new SwitchConfig { Name = "core", Feeds = ["u"] }, new SwitchConfig { Name = "dark", Feeds = ["wall"], Behind = "core" }]) with
        {
            Appliances = [new ApplianceConfig { Name = "recorder", Feeds = ["u"] }],
        };
        Assert.Equal(
            [
                "loose hangs on no feed: nothing is known of its power.",
                "bare hangs on the bare mains: it goes dark with them, and nothing can be ordered.",
                "recorder runs no agent: it is not stopped, and loses power when its feed is empty.",
                "away cannot be reached once the mains are gone, and lab.yaml does not say what it does then (blind).",
                "stays cannot be reached once the mains are gone: it is declared to stay.",
            ],
            StopPlanner.Plan(lab, [Dying("u", 600), Wall("wall")], Start, 1).Notes);
    }

    [Theory]
    [InlineData(0.9, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(60, "1m00s")]
    [InlineData(3599, "59m59s")]
    [InlineData(7500, "2h05m")]
    [InlineData(90000, "25h00m")]
    [InlineData(-61, "-1m01s")]
    public void A_span_is_said_in_whole_seconds_rounded_to_the_careful_side(double seconds, string said) =>
        Assert.Equal(said, PlanWords.Span(TimeSpan.FromSeconds(seconds)));
}
