using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Homelab.Simulation.Draws;

/// <summary>Many seeds, on all processors; each is a world of its own.</summary>
public sealed record SeedRun(int Seeds, ImmutableSortedDictionary<int, SimulationResult> Broken, SeedCounts Counts)
{
    /// <param name="seen">Told of every seed, from any thread.</param>
    public static SeedRun Of(int first, int last, SimulationPorts? ports = null, Action<int, SimulationResult>? seen = null, int sets = DrawnSimulation.Sets)
    {
        var broken = new ConcurrentDictionary<int, SimulationResult>();
        var counts = new SeedCounts();
        Parallel.For(first, last + 1, seed =>
        {
            var result = DrawnSimulation.Of(seed, sets).Build(ports).Run();
            counts.Add(result);
            if (!result.Violations.IsEmpty)
            {
                broken[seed] = result;
            }

            seen?.Invoke(seed, result);
        });
        return new SeedRun(last - first + 1, broken.ToImmutableSortedDictionary(), counts);
    }

    public int Violations => Broken.Values.Sum(result => result.Violations.Length);
}
