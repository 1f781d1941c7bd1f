using Homelab.Benchmarks.Printing;
using Homelab.Simulation.Draws;

namespace Homelab.Benchmarks.Power;

/// <summary>How many random outages on random labs the simulator plays in a minute, with every checker on.</summary>
internal static class SimulatedOutages
{
    private const int Seeds = 60;

    public static Table Measure()
    {
        // The first seeds meet code that is not compiled yet.
        SeedRun.Of(1, 5);
        var start = TimeProvider.System.GetTimestamp();
        SeedRun.Of(6, 5 + Seeds);
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        return new Table(
            "Simulated outages (random labs and faults, every checker after every tick, on all processors)",
            ["seeds", "seconds", "outages a minute"],
            [[$"{Seeds}", $"{elapsed.TotalSeconds:0.0}", $"{Seeds / elapsed.TotalMinutes:0}"]]);
    }
}
