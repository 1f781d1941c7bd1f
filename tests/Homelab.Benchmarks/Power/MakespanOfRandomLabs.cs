using Homelab.Benchmarks.Printing;
using Homelab.Domain.Tests.Shutdown;

namespace Homelab.Benchmarks.Power;

/// <summary>What the engine itself costs on top of the longest chain of stops; in virtual time, so the same on every machine.</summary>
internal static class MakespanOfRandomLabs
{
    private const int Labs = 1000;

    public static Table Measure()
    {
        var byLinks = new SortedDictionary<int, Samples>();
        var all = new Samples();
        for (var seed = 0; all.Count < Labs; seed++)
        {
            if (Makespan.Play(seed) is { } played)
            {
                var links = Math.Min(played.Links, 5);
                (byLinks.TryGetValue(links, out var known) ? known : byLinks[links] = new Samples()).Add(played.Value);
                all.Add(played.Value);
            }
        }

        return new Table(
            "Executed makespan : critical path (random labs in virtual time, confirmations, beats and messages included)",
            ["stops in the longest chain", "labs", "median ratio", "worst ratio"],
            [.. byLinks.Select(row => Row(row.Key == 5 ? "5 and more" : $"{row.Key}", row.Value)), Row("all", all)]);
    }

    private static string[] Row(string name, Samples samples) => [name, $"{samples.Count}", $"{samples.Median:0.000}", $"{samples.Worst:0.000}"];
}
