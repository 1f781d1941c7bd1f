using Homelab.Domain.Shutdown;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Rules;

/// <summary>How long a lab whose mains are back may take for them to be away, because nobody is on who could read its feeds.</summary>
internal static class SilentFeeds
{
    /// <summary>The waits before each look, the last look, and what a battery was said to hold.</summary>
    public static TimeSpan Bound(SimulatedLab lab)
    {
        var (gate, boot) = (lab.Config.Policy.Restart.GateAtMost, lab.Config.Policy.Restart.BootAtMost);
        var looks = Enumerable.Range(0, FeedLook.Most).Select(look => gate * Math.Pow(2, look)).Aggregate(TimeSpan.Zero, (sum, wait) => sum + (wait > boot ? wait : boot));
        return looks + (2 * boot) + lab.Grid.Upses.Values.Select(Said).DefaultIfEmpty().Max() + lab.Config.Policy.MaxAge;
    }

    private static TimeSpan Said(SimulatedUps ups)
    {
        var boast = ups.Runtime * Math.Max(1, ups.Boast) / ups.LeastDrain;
        return ups.Config.DeclaredRuntime is { } declared && declared > boast ? declared : boast;
    }
}
