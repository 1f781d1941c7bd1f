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
        var (tiered, woken) = DrawnShedding.AddTo(lab, new Draw(seed ^ DrawnShedding.Stream));
        var (shed, drills) = DrawnOutlets.AddTo(tiered, woken, new Draw(seed ^ DrawnOutlets.Stream));
        var script = DrawnGauges.AddTo(DrawnOutage.Of(draw, lab), new Draw(seed ^ DrawnGauges.Stream), lab);
        var (cut, whole) = DrawnCuts.AddTo(shed, script, new Draw(seed ^ DrawnCuts.Stream));
        var (units, hung) = DrawnUnits.AddTo(cut, whole, new Draw(seed ^ DrawnUnits.Stream));
        var (urgent, warm) = DrawnTriggers.AddTo(units, hung, new Draw(seed ^ DrawnTriggers.Stream));
        var blind = DrawnBlind.AddTo(urgent, new Draw(seed ^ DrawnBlind.Stream));
        var followed = DrawnOthers.AddTo(warm, new Draw(seed ^ DrawnOthers.Stream), blind);
        var spoken = DrawnWords.AddTo(followed, new Draw(seed ^ DrawnWords.Stream), blind);
        return new DrawnSimulation(seed, blind, DrawnShort.InPlaceOf(spoken, new Draw(seed ^ DrawnShort.Stream), blind)) { Drills = drills };
    }

    /// <summary>What live drills proved before the outage.</summary>
    public DrillRecord Drills { get; init; } = DrillRecord.Empty;

    public SimulatedLab Build(SimulationPorts? ports = null) => new(Lab, Script, Seed, ports, Drills) { EndsWhenCalm = true };
}
