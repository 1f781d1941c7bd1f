using Homelab.Benchmarks.Printing;
using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Benchmarks.Power;

/// <summary>A plan is made in each beat of an outage: how long it takes for a lab far larger than any home's.</summary>
internal static class PlanningTime
{
    private static readonly (int Nodes, int Services)[] Sizes = [(10, 40), (60, 240), (500, 2000)];

    public static Table Measure() => new(
        "Making one plan (lab on battery, all nodes on one UPS; a plan is made each beat)",
        ["nodes", "services", "edges in the plan", "median ms", "worst ms", "of a beat of 1 s"],
        [.. Sizes.Select(size => Row(size.Nodes, size.Services))]);

    private static string[] Row(int nodes, int services)
    {
        var lab = LargeLab.Of(nodes, services);
        var since = Moment.FromSeconds(1000);
        var samples = new Samples();
        var edges = 0;
        for (var index = 0; index < 25; index++)
        {
            var now = since + TimeSpan.FromSeconds(index);
            var request = new StopPlanRequest { Lab = lab, Feeds = LargeLab.OnBattery(now, since), Now = now, Generation = (ulong)index };
            samples.AddMilliseconds(() => edges = StopPlanner.Plan(request).Steps.Sum(step => step.After.Length));
        }

        return [$"{nodes}", $"{services}", $"{edges}", $"{samples.Median:0.00}", $"{samples.Worst:0.00}", $"{samples.Median / 1000:0.0 %}"];
    }
}
