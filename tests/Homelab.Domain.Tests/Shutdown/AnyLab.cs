using CsCheck;
using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>What holds of every plan. A failure prints CsCheck's seed and the lab's own.</summary>
public class AnyLab
{
    private static readonly Gen<int> Seeds = Gen.Int[0, int.MaxValue - 1];

    [Fact]
    public void Whatever_a_plan_does_not_declare_the_checker_does_not_find()
    {
        var (feasible, infeasible, dropping, shared) = (0, 0, 0, 0);
        Seeds.Sample(
            seed =>
            {
                var lab = new RandomLab(seed);
                var plan = StopPlanner.Plan(lab.Lab, lab.Feeds, Labs.Start, 1);
                Assert.DoesNotContain(PlanChecker.Check(lab.Lab, lab.Feeds, plan), finding => !finding.Declared);
                Interlocked.Increment(ref plan.IsFeasible ? ref feasible : ref infeasible);
                Interlocked.Add(ref dropping, plan.Dropped.IsEmpty ? 0 : 1);
                Interlocked.Add(ref shared, plan.Steps.Any(step => step.Feeds.Length > 1) ? 1 : 0);
            },
            iter: 2000,
            print: seed => $"lab {seed}");

        // The draw is not all easy, and not all hopeless.
        Assert.All([feasible, infeasible, dropping, shared], count => Assert.True(count > 100, $"{feasible} {infeasible} {dropping} {shared}"));
    }

    [Fact]
    public void The_same_request_gives_the_same_plan() => Seeds.Sample(
        seed =>
        {
            var (one, two) = (new RandomLab(seed), new RandomLab(seed));
            Assert.Equal(PlanText.Of(StopPlanner.Plan(one.Lab, one.Feeds, Labs.Start, 1)), PlanText.Of(StopPlanner.Plan(two.Lab, two.Feeds, Labs.Start, 1)));
        },
        iter: 200,
        print: seed => $"lab {seed}");

    [Fact]
    public void No_start_breaks_the_grace_unless_the_battery_does() => Seeds.Sample(
        seed =>
        {
            var lab = new RandomLab(seed);
            if (lab.Feeds.Any(feed => !feed.Logins.IsEmpty) || lab.Lab.Nodes.Any(node => node.Watts is not null))
            {
                // Their feeds end earlier than they say (P15, P16).
                return;
            }

            foreach (var step in StopPlanner.Plan(lab.Lab, lab.Feeds, Labs.Start, 1).Steps)
            {
                var dying = lab.Feeds.Where(feed => step.Feeds.Contains(feed.Feed) && feed is { IsDying: true, IsMains: false }).ToList();
                var ends = dying.Select(feed => feed.EmptyAt).OfType<Moment>().DefaultIfEmpty(Moment.Never).Aggregate(Moment.Zero, Moment.Max);
                var floor = Labs.After(dying.Any(feed => feed.LowBatterySince is null) ? 30 : 0);
                Assert.True(step.Start >= floor || floor + step.Duration > ends, step.Node);
                Assert.True(step.Start <= step.LatestStart, step.Node);
            }
        },
        iter: 500,
        print: seed => $"lab {seed}");

    [Fact]
    public void While_nodes_follow_the_plan_and_the_ups_tells_the_truth_the_order_never_changes()
    {
        var (whole, replanned) = (0, 0);
        Seeds.Sample(
            seed =>
            {
                var lab = new RandomLab(seed, mostNodes: 7);
                var first = StopPlanner.Plan(lab.Lab, lab.Feeds, Labs.Start, 1);
                var (plan, began) = (first, new Dictionary<string, Moment>());
                for (var second = 1; second < 1000 && began.Count < first.Steps.Length; second++)
                {
                    var now = Labs.After(second);
                    foreach (var step in plan.Steps.Where(step => !began.ContainsKey(step.Node) && IsDue(step, plan, began, now)).ToList())
                    {
                        began[step.Node] = now;
                    }

                    var next = StopPlanner.Plan(new StopPlanRequest { Lab = lab.Lab, Feeds = lab.Feeds, Now = now, Generation = plan.Generation + 1, Stopping = [.. began.Keys] });

                    // Where an order was given up, an instance may go before what needs it, and another is chosen then.
                    if (first.Dropped.IsEmpty)
                    {
                        Assert.Equal(Edges(plan, began), Edges(next, began));
                        Assert.Empty(next.Dropped);
                        Interlocked.Increment(ref replanned);
                    }

                    plan = next;
                }

                Assert.Equal(first.Steps.Length, began.Count);
                Interlocked.Add(ref whole, first.Dropped.IsEmpty && first.Steps.Length > 2 ? 1 : 0);
            },
            iter: 150,
            print: seed => $"lab {seed}");
        Assert.True(whole > 20 && replanned > 5000, $"{whole} {replanned}");
    }

    private static bool IsDue(StopStep step, StopPlan plan, Dictionary<string, Moment> began, Moment now) =>
        now >= step.LatestStart
        || (now >= step.Start && step.After.All(id => plan.Steps.First(other => other.Id == id) is var before && began.TryGetValue(before.Node, out var at) && at + before.Duration <= now));

    /// <summary>Between two that still run.</summary>
    private static IEnumerable<string> Edges(StopPlan plan, Dictionary<string, Moment> began) =>
        from step in plan.Steps
        where !began.ContainsKey(step.Node)
        from id in step.After
        where !began.ContainsKey(id["stop:".Length..])
        orderby step.Node, id
        select $"{id} before {step.Node}";
}
