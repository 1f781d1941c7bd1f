using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation;

/// <summary>Whether anything can still happen: a lab that rests need not be looked at for the rest of the night.</summary>
internal static class Calm
{
    /// <param name="isDrawn">A drawn outage is over with the last thing that its script does, and also where parts of the lab rest for good.</param>
    public static bool Is(SimulatedLab lab, bool isDrawn) => IsScriptOver(lab, isDrawn) && IsNobodyWaiting(lab) && !IsLookedFor(lab) && (IsAllOff(lab) || IsAllWell(lab) || (isDrawn && IsSettledInPart(lab)));

    /// <summary>A restart waits for an outage to end: while one runs, nobody is started but who is to look.</summary>
    private static bool IsScriptOver(SimulatedLab lab, bool isDrawn) => isDrawn
        ? lab.Elapsed > lab.Script.LastEffect && lab.Coordinator.Engine is not { State: { IsRunning: false, Return.IsOpen: true } }
        : lab.Elapsed > lab.Script.LastEvent && lab.Coordinator.Crash is null;

    /// <summary>The mains are back, somebody is off, and the coordinator does not know it yet: it has bounds for that.</summary>
    private static bool IsLookedFor(SimulatedLab lab) =>
        lab.Coordinator is { IsAwake: true, Engine.State.IsRunning: true }
        && lab.Grid.Upses.Values.All(ups => ups.HasMains && !ups.IsBeingCut)
        && lab.Machines.Values.Any(machine => machine.Phase == MachinePhase.Off);

    /// <summary>Who waits for its power to go starts again if it does not.</summary>
    private static bool IsNobodyWaiting(SimulatedLab lab) => lab.Machines.Values.All(machine => machine.Phase != MachinePhase.Waiting);

    private static bool IsAllOff(SimulatedLab lab) =>
        lab.Machines.Values.All(machine => !machine.IsOn)
        || lab.Grid.Upses.Values.All(ups => ups.IsEmpty || (ups.HasMains && lab.Machines.Values.All(machine => machine.Config.Feeds.Contains(ups.Name) is false || !machine.IsOn)));

    private static bool IsAllWell(SimulatedLab lab) =>
        lab.Grid.Upses.Values.All(ups => ups.HasMains && !ups.IsCut)
        && lab.Coordinator.Engine is { State: { IsRunning: false, Return.IsOpen: false } }
        && lab.Agents.Values.All(agent => agent.State.Lease is null || !agent.Machine.IsRunning)
        && IsNobodyOnTheWay(lab);

    /// <summary>
    /// Some feeds are empty for good and the others carry on, no step is under way, and every lease is renewed; or the coordinator went
    /// with its host, nobody holds a lease, and nobody guesses what silence means.
    /// </summary>
    private static bool IsSettledInPart(SimulatedLab lab) =>
        lab.Grid.Upses.Values.All(ups => ups.HasMains ? !ups.IsCut : ups.IsEmpty || ups.IsCut)
        && IsNobodyOnTheWay(lab)
        && (lab.Coordinator.Host is { IsOn: false }
            ? lab.Agents.Values.All(agent => !agent.Machine.IsRunning || (agent.State.Lease is null && agent.State.Watch?.Blind?.StopAfter is null))
            : lab.Coordinator is { IsAwake: true, Engine: { } engine }
                && engine.State.Steps.Values.All(step => step.Phase is not (StepPhase.Ordered or StepPhase.Acknowledged))
                && lab.Agents.Values.All(agent => agent.State.Lease is null || !agent.Machine.IsRunning || (agent.IsUp && lab.Network.IsOpen(lab.Coordinator.Host, agent.Machine))));

    private static bool IsNobodyOnTheWay(SimulatedLab lab) => lab.Machines.Values.All(machine => machine.Phase is MachinePhase.Off or MachinePhase.Running);
}
