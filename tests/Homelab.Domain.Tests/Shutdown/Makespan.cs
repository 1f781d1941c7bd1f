using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>
/// The executed makespan beside the critical path, when everything is told to go down at once. The makespan is the true time from the first
/// order to the last node that is off. The critical path is the longest chain of the plan: each stop of it but the last counts as long as
/// it takes to know that it is over (here nothing meters, so that is its declared bound and the clocks' drift after the acknowledgement),
/// the last one as long as it truly takes. What comes on top is what the engine itself costs: ticks, messages, and waiting for nothing.
/// </summary>
internal static class Makespan
{
    /// <summary>Null where the lab has nothing to stop, or gives an order up.</summary>
    public static (double Value, int Links)? Play(int seed)
    {
        var drawn = new RandomLab(seed).Lab;

        // Machines take their time; a stop of a second would measure the tick. Units are left out: their steps lie within their nodes' time.
        var lab = drawn with
        {
            Services = [.. drawn.Services.Select(service => service with { Units = [] })],
            Nodes = [.. drawn.Nodes.Select(node => node with { Stop = node.Stop + TimeSpan.FromSeconds(15) })],
        };
        var harness = new EngineHarness(lab, [.. lab.Feeds.Where(feed => !feed.IsMains).Select(feed => (feed.Name, 7200))]);
        StopPlan? plan = null;
        harness.Watch = () => plan ??= harness.Engine?.Plan;
        harness.At(10, it =>
        {
            foreach (var feed in lab.Feeds.Where(feed => !feed.IsMains))
            {
                it.Ups(feed.Name).Turn("OB DISCHRG LB");
            }
        }).RunUntil(30);
        if (plan is not { IsFeasible: true, Dropped.IsEmpty: true, Steps.IsEmpty: false })
        {
            return null;
        }

        var nodes = plan.Steps.Select(step => step.Node).ToList();
        for (var until = 60; nodes.Any(node => harness.Agent(node).OffSince is null) && until < 3600; until += 30)
        {
            harness.RunUntil(until);
        }

        if (nodes.Find(node => harness.Agent(node).OffSince is null) is { } running)
        {
            throw new InvalidOperationException($"Lab {seed}: {running} still runs after an hour.");
        }

        var first = harness.Journal.First(entry => entry.Transition == SequenceTransition.StepOrdered).At;
        var last = nodes.Select(node => harness.Agent(node).OffSince!.Value).Aggregate(Moment.Max);
        var (path, links) = CriticalPath(plan, harness);
        return ((last - first) / path, links);
    }

    private static (TimeSpan Length, int Links) CriticalPath(StopPlan plan, EngineHarness harness)
    {
        var known = new Dictionary<string, (TimeSpan Until, int Links)>();
        var steps = plan.Steps.ToDictionary(step => step.Id);
        return plan.Steps
            .Select(step => (Length: Begins(step.Id).Until + harness.Agent(step.Node).StopTakes, Links: Begins(step.Id).Links + 1))
            .MaxBy(path => path.Length);

        (TimeSpan Until, int Links) Begins(string id) => known.TryGetValue(id, out var begins)
            ? begins
            : known[id] = steps[id].After
                .Select(before => (Until: Begins(before).Until + (steps[before].Duration * 1.02), Links: Begins(before).Links + 1))
                .DefaultIfEmpty()
                .MaxBy(path => path.Until);
    }
}
