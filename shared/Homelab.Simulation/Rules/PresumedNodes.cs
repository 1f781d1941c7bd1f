using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>Nodes that the journal presumes off (P20), and that could truly not be asked.</summary>
internal sealed class PresumedNodes(SimulatedLab lab)
{
    private readonly HashSet<string> _wentAlone = [];
    private readonly HashSet<string> _nodes = [];
    private readonly Dictionary<string, HashSet<string>> _atOrder = [];

    /// <summary>
    /// Nobody can ask it, and the last lease that it may have is over, with its stop: one that it truly holds must be, whatever the
    /// journal says. A machine that starts again by itself cannot be asked either until its agent has said so: it holds no lease. Nor can one
    /// that stops by what it concluded alone (P12), or holds a lease that it gave to itself: nobody knows of those.
    /// </summary>
    public bool Includes(SimulatedMachine machine) =>
        lab.Journal.LastOrDefault(entry => entry.Node == machine.Name) is { Transition: SequenceTransition.StepPresumed }
        && (machine.Phase == MachinePhase.Booting
            || (machine.Phase == MachinePhase.Stopping && _wentAlone.Contains(machine.Name) && !lab.Network.IsOpen(lab.Coordinator.Host, machine))
            || (machine.Phase == MachinePhase.Stopping && !lab.Coordinator.HasMet(machine))
            || (machine.IsRunning && (machine.IsSuspended || !lab.Coordinator.HasMet(machine) || !lab.Network.IsOpen(lab.Coordinator.Host, machine))))
        && (lab.Agents[machine.Name] is not { TrueExpiry: { } expiry, State.Lease.Granted: not null } || expiry + machine.Config.Stop <= lab.Clock.Now);

    /// <summary>It was one of them when the order was given: that is not called back when it answers before the order arrives.</summary>
    public bool WasAt(string orderId, string node) => _atOrder.TryGetValue(orderId, out var nodes) && nodes.Contains(node);

    public void StopBegan(string node, StopCause cause, bool isAlone)
    {
        if (!cause.IsOrder && isAlone)
        {
            _wentAlone.Add(node);
        }
        else
        {
            _wentAlone.Remove(node);
        }
    }

    /// <summary>After it stands in the lab's journal.</summary>
    public void Journalled(JournalEntry entry)
    {
        if (entry.Transition == SequenceTransition.StepOrdered)
        {
            _atOrder.TryAdd(entry.OrderId, [.. _nodes]);
        }
        else if (entry.Transition == SequenceTransition.StepPresumed && Includes(lab.Machines[entry.Node]))
        {
            _nodes.Add(entry.Node);
        }
        else if (entry.Transition is SequenceTransition.StepReopened or SequenceTransition.StepSeenOff or SequenceTransition.StepPresumed)
        {
            _nodes.Remove(entry.Node);
        }
        else if (entry.Transition is SequenceTransition.OutageEnded or SequenceTransition.OutageOpened)
        {
            _nodes.Clear();
        }
    }
}
