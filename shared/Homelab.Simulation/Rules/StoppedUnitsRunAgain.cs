using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>P23 and P19: units that were stopped on a node that stays on run again when the outage is over, whoever told or did not tell the node so.</summary>
internal sealed class StoppedUnitsRunAgain : Rule
{
    /// <summary>To be told, also where messages get lost.</summary>
    private static readonly TimeSpan ToBeTold = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, int> _stopped = [];
    private readonly Dictionary<string, Moment> _overSince = [];

    public override string Id => "P23";

    internal override void Sampled()
    {
        var isOver = Lab.Rules.IsWell && Lab.Coordinator is { IsAwake: true, Engine.State.IsRunning: false } && Lab.Config.Mode == LabMode.Armed;
        foreach (var machine in Lab.Machines.Values)
        {
            var isStopped = machine.Units.Stopped.Count > 0;
            if (isStopped)
            {
                _stopped.TryAdd(machine.Name, machine.Boots);
            }

            if (!_stopped.TryGetValue(machine.Name, out var boots))
            {
                continue;
            }

            if (!machine.IsRunning || machine.Boots != boots)
            {
                _stopped.Remove(machine.Name);
                _overSince.Remove(machine.Name);
            }
            else if (!isOver || machine.IsSuspended || !Lab.Agents[machine.Name].IsUp || !Lab.Network.IsOpen(Lab.Coordinator.Host, machine))
            {
                _overSince.Remove(machine.Name);
            }
            else
            {
                _overSince.TryAdd(machine.Name, Lab.Clock.Now);
                Judge(machine, isStopped);
            }
        }
    }

    private void Judge(SimulatedMachine machine, bool isStopped)
    {
        if (isStopped && Lab.Clock.Now - _overSince[machine.Name] <= ToBeTold)
        {
            return;
        }

        if (isStopped)
        {
            Violated($"the outage is over, and {string.Join(", ", machine.Units.Stopped.Order(StringComparer.Ordinal))} on {machine.Name} do not run again");
            machine.Units.Boot();
        }
        else
        {
            Held();
        }

        _stopped.Remove(machine.Name);
        _overSince.Remove(machine.Name);
    }
}
