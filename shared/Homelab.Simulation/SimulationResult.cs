using System.Collections.Immutable;
using Homelab.Simulation.Rules;
using Homelab.Simulation.Timelines;

namespace Homelab.Simulation;

/// <summary>How one simulated outage went.</summary>
/// <param name="Excuses">How often each excuse that docs/power-rules.md grants was needed.</param>
/// <param name="Held">How often each rule looked and found it held.</param>
/// <param name="Traits">What made this outage hard, such as <c>dual-feed</c>.</param>
/// <param name="Recorded">Batteries and nodes, second by second; empty where nobody asked for it.</param>
public sealed record SimulationResult(
    ImmutableArray<RuleViolation> Violations,
    ImmutableSortedDictionary<string, int> Excuses,
    ImmutableSortedDictionary<string, int> Held,
    ImmutableArray<TimelineEntry> Timeline,
    TimeSpan Lasted,
    ImmutableSortedSet<string> Traits,
    Recording Recorded);
