using System.Collections.Immutable;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using static Homelab.Domain.Tests.Shutdown.Labs;

namespace Homelab.Domain.Tests.Shutdown;

public class TheCheckerFindsFaults
{
    private static readonly LabConfig Small = LabOf(
        [Ups("u", "box.lan")],
        [
            Hub("hub", 10, "u") with { Switch = "core" }, Node("box", 10, "u") with { Switch = "core" },
            Node("web", 10, "u") with { Switch = "leaf" }, Node("db", 10, "u") with { Switch = "core" },
        ],
        [Service("site", ["web"], ["sql"]), Service("sql", ["db"])],
        [new SwitchConfig { Name = "core", Feeds = ["u"] }, new SwitchConfig { Name = "leaf", Feeds = ["v"], Behind = "core" }]) with
    {
        Feeds = [Ups("u", "box.lan"), Ups("v")],
    };

    private static readonly ImmutableArray<FeedAssessment> Feeds = [Dying("u", 600), Dying("v", 600)];

    private static readonly StopPlan Good = StopPlanner.Plan(Small, Feeds, Start, 1);

    private static StopPlan With(string node, Func<StopStep, StopStep> change) =>
        Good with { Steps = [.. Good.Steps.Select(step => step.Node == node ? change(step) : step)] };

    private static PlanFinding Only(PlanFault fault, StopPlan plan, ImmutableArray<FeedAssessment>? feeds = null)
    {
        var finding = Assert.Single(PlanChecker.Check(Small, feeds ?? Feeds, plan), finding => finding.Fault == fault);
        Assert.False(finding.Declared);
        return finding;
    }

    [Fact]
    public void A_good_plan_has_no_findings() => Assert.Empty(PlanChecker.Check(Small, Feeds, Good));

    [Fact]
    public void Steps_that_wait_for_each_other()
    {
        var plan = With("web", step => step with { After = ["stop:db"] });
        Assert.Contains("stop:db, stop:", Only(PlanFault.Cycle, plan).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_need_that_stops_before_its_dependent_is_off()
    {
        var plan = With("db", step => step with { LatestStart = Good.StepOf("web")!.LatestStart, Start = Good.StepOf("web")!.LatestStart });
        Assert.Equal("site on web needs sql, but db may begin to stop before web is off.", Only(PlanFault.NeedBeforeDependent, plan).Sentence);
    }

    [Fact]
    public void A_need_that_does_not_wait_for_its_dependent()
    {
        // Late enough by the clock, but called down in the wake of another.
        var plan = With("db", step => step with { After = ["stop:nobody"] });
        Only(PlanFault.NeedBeforeDependent, plan with { Steps = [.. plan.Steps] });
    }

    [Fact]
    public void An_order_that_the_plan_gave_up_by_name_is_declared()
    {
        var plan = With("db", step => step with { After = [], Start = Start }) with { Dropped = [new DroppedEdge("web", "db", "no time")] };
        Assert.All(PlanChecker.Check(Small, Feeds, plan), finding => Assert.True(finding.Declared));
        Assert.NotEmpty(PlanChecker.Check(Small, Feeds, plan));
    }

    [Fact]
    public void A_stop_that_ends_within_the_margin()
    {
        var plan = With("hub", step => step with { LatestStart = step.LatestStart + TimeSpan.FromSeconds(1) });
        Only(PlanFault.BudgetExceeded, plan);
    }

    [Fact]
    public void A_switch_that_is_dark_before_the_order_can_pass() =>
        Assert.Equal(
            "Switch leaf is dark before the order for web can pass.",
            Only(PlanFault.PathCut, Good, [Dying("u", 600), Dying("v", 60)]).Sentence);

    [Fact]
    public void The_upsds_host_before_those_that_learn_from_it()
    {
        var plan = With("box", step => step with { LatestStart = Good.StepOf("db")!.LatestStart, Start = Good.StepOf("db")!.LatestStart });
        Only(PlanFault.UpsdHostTooEarly, plan);
    }

    [Fact]
    public void The_coordinators_host_before_another()
    {
        var plan = With("hub", step => step with { After = [.. step.After.Remove("stop:box")] });
        Only(PlanFault.CoordinatorTooEarly, plan);
    }

    [Fact]
    public void A_service_that_is_not_stopped_before_its_node_or_not_in_order()
    {
        var lab = Small with { Services = [.. Small.Services.Select(service => service with { Units = [$"{service.Name}.service"] })] };
        var plan = StopPlanner.Plan(lab, Feeds, Start, 1);
        Assert.Empty(PlanChecker.Check(lab, Feeds, plan));
        var forgotten = plan with { Services = [.. plan.Services.Where(step => step.Service != "sql")] };
        Assert.Equal("sql on db is not stopped before db.", Assert.Single(PlanChecker.Check(lab, Feeds, forgotten)).Sentence);
        var loose = plan with { Services = [.. plan.Services.Select(step => step with { After = [] })] };
        Assert.Equal("site on web needs sql, but sql on db does not wait for it.", Assert.Single(PlanChecker.Check(lab, Feeds, loose)).Sentence);
    }

    [Fact]
    public void A_node_that_loses_all_power_and_has_no_step()
    {
        var plan = Good with { Steps = [.. Good.Steps.Where(step => step.Node != "web")] };
        Only(PlanFault.Forgotten, plan);
    }
}
