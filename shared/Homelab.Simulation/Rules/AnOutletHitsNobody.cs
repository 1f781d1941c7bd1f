using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>P28. An outlet goes off only under a machine that is truly off: it may come at a bad time, and never to one that runs, stops or boots.</summary>
internal sealed class AnOutletHitsNobody : Rule
{
    public override string Id => "P28";

    /// <summary>Comes before the machine feels it.</summary>
    internal override void OutletGoesOff(SimulatedMachine machine)
    {
        if (machine.IsOn)
        {
            Violated($"{machine.Config.Start.Outlet} goes off, and {machine.Name} is {Words.Of(machine.Phase)}");
        }
        else
        {
            Held();
        }
    }
}
