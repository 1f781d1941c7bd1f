using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>A lab and its outage, drawn from one seed.</summary>
public sealed record DrawnSimulation(int Seed, LabConfig Lab, OutageScript Script)
{
    public static DrawnSimulation Of(int seed)
    {
        var draw = new Draw(seed);
        var lab = DrawnLab.Of(draw);
        var (shed, drills) = DrawnShedding.AddTo(lab, new Draw(seed ^ DrawnShedding.Stream));
        return new DrawnSimulation(seed, shed, DrawnGauges.AddTo(DrawnOutage.Of(draw, lab), new Draw(seed ^ DrawnGauges.Stream), lab)) { Drills = drills };
    }

    /// <summary>What live drills proved before the outage.</summary>
    public DrillRecord Drills { get; init; } = DrillRecord.Empty;

    public SimulatedLab Build(SimulationPorts? ports = null) => new(Lab, Script, Seed, ports, Drills) { EndsWhenCalm = true };
}
