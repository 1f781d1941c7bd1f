using System.Globalization;

namespace Homelab.Simulation.Tests;

/// <summary>Tells as it goes what a run of hours has seen, so that one that is killed leaves it.</summary>
internal sealed class SeedProgress(int seeds, int each, TextWriter into)
{
    /// <summary>So many broken seeds are told of as they come; the rest are counted.</summary>
    private const int Told = 20;

    private readonly Lock _gate = new();
    private int _seen;
    private int _broken;

    /// <summary>From any thread.</summary>
    public void Saw(int seed, SimulationResult result)
    {
        lock (_gate)
        {
            _seen++;
            if (!result.Violations.IsEmpty && ++_broken <= Told)
            {
                into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tests/simulate --seeds {seed}: {result.Violations[0]}"));
            }

            if (_seen % each == 0)
            {
                into.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_seen} of {seeds} seeds, {_broken} broken"));
            }

            into.Flush();
        }
    }
}
