using Homelab.Domain.Lab;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>A lab and its outage, drawn from one seed.</summary>
public sealed record DrawnSimulation(int Seed, LabConfig Lab, OutageScript Script)
{
    public static DrawnSimulation Of(int seed)
    {
        var draw = new Draw(seed);
        var lab = DrawnLab.Of(draw);
        var script = DrawnGauges.AddTo(DrawnOutage.Of(draw, lab), new Draw(seed ^ DrawnGauges.Stream), lab);
        var (cut, whole) = DrawnCuts.AddTo(lab, script, new Draw(seed ^ DrawnCuts.Stream));
        return new DrawnSimulation(seed, cut, whole);
    }

    public SimulatedLab Build(SimulationPorts? ports = null) => new(Lab, Script, Seed, ports) { EndsWhenCalm = true };
}
