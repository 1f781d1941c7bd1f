using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Control;

/// <summary>What agents report of their units.</summary>
public sealed partial class SimulatedCoordinator
{
    /// <summary>Services are taken to start with their machine.</summary>
    private void TellUnits(SimulatedAgent agent, OutageInput input)
    {
        if (input is OutageInput.NodeHello { BootId: var boot })
        {
            var units = Lab.Services.Where(service => service.On.Contains(agent.Name)).SelectMany(service => service.Units);
            Step(new OutageInput.UnitsSeen(agent.Name, boot, [.. units.Select(unit => new SeenUnit(unit, Runs: true, Exists: true))]));
        }
    }
}
