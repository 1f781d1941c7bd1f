using Homelab.Domain;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>P12 on the truth: nodes that neither the coordinator nor a feed could speak to for as long as their lab file says that this means an outage.</summary>
internal sealed class DeafNodes(SimulatedLab lab)
{
    private readonly Dictionary<string, Moment> _heard = [];

    public void Sampled()
    {
        foreach (var machine in lab.Machines.Values.Where(machine => machine.Config.Blind is { StopAfter: not null } && IsSpokenTo(machine)))
        {
            _heard[machine.Name] = lab.Clock.Now;
        }
    }

    /// <summary>Somebody went for it.</summary>
    public bool HasGuessed { get; private set; }

    public void StopBegan(SimulatedAgent agent, StopCause cause) => HasGuessed |= IsGuess(agent, cause);

    /// <summary>By its own lease, which silence gave it: who was never spoken to in this boot has nothing that fell silent.</summary>
    public bool IsGuess(SimulatedAgent agent, StopCause cause) =>
        !cause.IsOrder && agent.Machine.Config.Blind is { StopAfter: { } after }
        && _heard.TryGetValue(agent.Name, out var heard) && heard >= agent.Machine.BootedAt && lab.Clock.Now - heard >= after - lab.Config.Policy.MaxAge;

    private bool IsSpokenTo(SimulatedMachine machine) =>
        (lab.Coordinator.IsAwake && lab.Network.IsOpen(lab.Coordinator.Host, machine))
        || (lab.Agents[machine.Name].State.Watch?.Feeds ?? []).Any(feed => lab.Grid.Upses.TryGetValue(feed.Name, out var ups) && ups.IsLive && lab.Clock.Now >= ups.SilentUntil && lab.Coordinator.Feeds.IsReachable(machine, ups.Config));
}
