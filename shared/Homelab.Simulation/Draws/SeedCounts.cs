namespace Homelab.Simulation.Draws;

/// <summary>How the seeds were distributed: by trait the number of seeds, by rule how often it held, by excuse how often it was needed.</summary>
public sealed class SeedCounts
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _traits = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _held = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _excuses = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Traits => _traits;

    public IReadOnlyDictionary<string, int> Held => _held;

    public IReadOnlyDictionary<string, int> Excuses => _excuses;

    internal void Add(SimulationResult result)
    {
        lock (_gate)
        {
            foreach (var trait in result.Traits)
            {
                _traits[trait] = _traits.GetValueOrDefault(trait) + 1;
            }

            foreach (var (rule, count) in result.Held)
            {
                _held[rule] = _held.GetValueOrDefault(rule) + count;
            }

            foreach (var (excuse, count) in result.Excuses)
            {
                _excuses[excuse] = _excuses.GetValueOrDefault(excuse) + count;
            }
        }
    }
}
