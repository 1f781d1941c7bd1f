using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>A plan made in peace for nodes whose switch goes dark with the mains: what it shows is how they really go (P12).</summary>
public class NodesThatHearNothing
{
    private static readonly BlindPolicy Stay = new(null);

    private static BlindPolicy StopAfter(double seconds) => new(TimeSpan.FromSeconds(seconds));

    /// <summary>Node a hangs on a switch that no UPS holds up, and needs what runs on b.</summary>
    private static LabConfig Lab(BlindPolicy? blind, string[]? far = null, string upsd = "b.lan") => LabOf(
        [Ups("u", upsd), Mains("wall")],
        [
            Hub("hub", 10, "u") with { Switch = "core" },
            Node("a", 20, "u") with { Switch = "far", Blind = blind },
            Node("b", 60, "u") with { Switch = "core" },
        ],
        [Service("web", ["a"], needs: ["store"]), Service("store", ["b"])],
        [new SwitchConfig { Name = "core", Feeds = ["u"] }, new SwitchConfig { Name = "far", Feeds = [.. far ?? ["wall"]], Behind = "core" }]);

    private static StopPlan Plan(LabConfig lab, double? empty = 600)
    {
        var supposed = new Hypothesis(lab, [Dying("u", empty), Wall("wall")], [], []);
        var plan = supposed.Plan(supposed.Request(Start, 1));
        Assert.All(PlanChecker.Check(lab, supposed.Feeds, plan), finding => Assert.True(finding.Declared, finding.Sentence));
        return plan;
    }

    [Fact]
    public void Stop_as_declared_and_not_at_the_start_of_an_order_that_cannot_arrive()
    {
        var step = Plan(Lab(StopAfter(90))).StepOf("a")!;
        Assert.Equal((StopKind.Alone, After(90), After(90)), (step.Kind, step.Start, step.LatestStart));
        Assert.Equal("no order reaches it, for switch far is on no UPS: it stops by itself 1m30s after the mains went (blind: stop_after)", step.Reason);
    }

    [Fact]
    public void Keep_an_order_where_they_happen_to_go_in_time() => Assert.Empty(Plan(Lab(StopAfter(90))).Dropped);

    [Fact]
    public void Break_an_order_that_is_named_and_their_need_goes_when_it_must()
    {
        var plan = Plan(Lab(StopAfter(500)));
        Assert.Contains(plan.Dropped, edge => (edge.From, edge.To) == ("a", "b") && edge.Reason.EndsWith("but a hears of nothing, and goes by itself in 8m20s", StringComparison.Ordinal));
        Assert.Equal(Plan(Lab(StopAfter(90))).StepOf("b")!.LatestStart, plan.StepOf("b")!.LatestStart);
        Assert.True(plan.IsFeasible);
    }

    [Fact]
    public void Stay_until_their_power_ends_where_that_is_declared()
    {
        var step = Plan(Lab(Stay)).StepOf("a")!;
        Assert.Equal((After(600), After(600)), (step.Start, step.FinishBy));
        Assert.EndsWith("it stays on until u is empty (blind: stay)", step.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_their_place_where_the_upsd_is_on_themselves()
    {
        var lab = Lab(null, upsd: "a.lan");
        var step = Plan(lab).StepOf("a")!;
        Assert.Equal(After(600) - PlanPosition.Of(lab)["a"].Reserve, step.Start);
        Assert.EndsWith("it reads u by itself, and stops where its place in the order is", step.Reason, StringComparison.Ordinal);
        Assert.Equal(After(90), Plan(Lab(StopAfter(90), upsd: "a.lan")).StepOf("a")!.Start);
    }

    [Fact]
    public void Are_found_to_lose_power_while_running_where_nothing_stops_them()
    {
        var lab = Lab(null);
        var supposed = new Hypothesis(lab, [Dying("u", 600), Wall("wall")], [], []);
        var plan = supposed.Plan(supposed.Request(Start, 1));
        Assert.EndsWith("lab.yaml does not say what it does then (blind): it runs until u is empty", plan.StepOf("a")!.Reason, StringComparison.Ordinal);
        Assert.Contains(PlanChecker.Check(lab, supposed.Feeds, plan), finding => finding is { Fault: PlanFault.BudgetExceeded, Declared: false });
    }

    [Fact]
    public void Hang_also_on_a_switch_of_which_no_feed_is_declared() =>
        Assert.Equal(StopKind.Alone, Plan(Lab(StopAfter(90), far: [])).StepOf("a")!.Kind);

    [Fact]
    public void Hear_their_orders_where_one_UPS_fails_and_the_mains_do_not()
    {
        var lab = Lab(StopAfter(90)) with { Feeds = [Ups("u", "b.lan"), Ups("v"), Mains("wall")] };
        var supposed = new Hypothesis(lab, [Dying("u", 600), OnLine("v"), Wall("wall")], [], []);
        Assert.Equal(StopKind.Commit, supposed.Plan(supposed.Request(Start, 1)).StepOf("a")!.Kind);
    }
}
