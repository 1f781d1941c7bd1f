using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation;

/// <summary>
/// Where tests break what the simulator runs, to see that a rule notices: each port hands on what came, unless a test says otherwise.
/// </summary>
public sealed record SimulationPorts
{
    public static readonly SimulationPorts Honest = new();

    /// <summary>What the journal's file makes of an entry, such as the shipped codec there and back; null loses it.</summary>
    public Func<JournalEntry, JournalEntry?> Journal { get; init; } = entry => entry;

    /// <summary>The coordinator writes down what happens, as the shipped one does: for who wants a report.</summary>
    public bool KeepsRecord { get; init; }

    internal Func<LabConfig, LabConfig> LabOfEngine { get; init; } = lab => lab;

    internal Func<OutageInput, IEnumerable<OutageInput>> ToEngine { get; init; } = input => [input];

    internal Func<OutageEngine, OutageEffect, IEnumerable<OutageEffect>> FromEngine { get; init; } = (_, effect) => [effect];

    internal Func<SimulatedAgent, AgentPowerInput, AgentPowerInput> ToAgent { get; init; } = (_, input) => input;

    /// <summary>What an agent that starts again finds of what it kept, by its boot.</summary>
    internal Func<string, AgentPowerState, AgentPowerState> AgentFile { get; init; } = (_, kept) => kept;

    internal Func<AgentPowerEffect, bool> FromAgent { get; init; } = _ => true;
}
