using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Timelines;

/// <summary>What one node truly did from when to when.</summary>
public sealed record NodeBar(string Node, IReadOnlyList<(TimeSpan From, TimeSpan To, MachinePhase Phase)> Parts);
