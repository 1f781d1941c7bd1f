using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Scripts;

namespace Homelab.Simulation.Draws;

/// <summary>A lab and its outage, drawn from one seed.</summary>
public sealed record DrawnSimulation(int Seed, LabConfig Lab, OutageScript Script)
{
    /// <summary>How many sets of kinds of draws there are. A seed that was drawn from fewer is another one: who names it says of how many.</summary>
    public const int Sets = 2;

    /// <param name="sets">1: batteries, mains, faults, gauges, shedding, cuts, units, triggers, blind nodes, others' clients, operators, short outages. 2: outlets, loads in watts, jumps, self-tests too.</param>
    public static DrawnSimulation Of(int seed, int sets = Sets)
    {
        var draw = new Draw(seed);
        var lab = DrawnLab.Of(draw);
        var (shed, drills) = DrawnShedding.AddTo(lab, new Draw(seed ^ DrawnShedding.Stream));
        if (sets > 1)
        {
            (shed, drills) = DrawnOutlets.AddTo(shed, drills, new Draw(seed ^ DrawnOutlets.Stream));
        }

        var script = DrawnGauges.AddTo(DrawnOutage.Of(draw, lab), new Draw(seed ^ DrawnGauges.Stream), lab);
        var (cut, whole) = DrawnCuts.AddTo(shed, script, new Draw(seed ^ DrawnCuts.Stream));
        var (units, hung) = DrawnUnits.AddTo(cut, whole, new Draw(seed ^ DrawnUnits.Stream));
        var (urgent, warm) = DrawnTriggers.AddTo(units, hung, new Draw(seed ^ DrawnTriggers.Stream));
        var blind = DrawnBlind.AddTo(urgent, new Draw(seed ^ DrawnBlind.Stream));
        var followed = DrawnOthers.AddTo(warm, new Draw(seed ^ DrawnOthers.Stream), blind);
        var spoken = DrawnWords.AddTo(followed, new Draw(seed ^ DrawnWords.Stream), blind);
        if (sets > 1)
        {
            (blind, spoken) = DrawnLoads.AddTo(blind, spoken, new Draw(seed ^ DrawnLoads.Stream));
            (blind, spoken) = DrawnTests.AddTo(blind, DrawnJumps.AddTo(spoken, new Draw(seed ^ DrawnJumps.Stream)), new Draw(seed ^ DrawnTests.Stream));
        }

        return new DrawnSimulation(seed, blind, DrawnShort.InPlaceOf(spoken, new Draw(seed ^ DrawnShort.Stream), blind)) { Drills = drills };
    }

    /// <summary>What live drills proved before the outage.</summary>
    public DrillRecord Drills { get; init; } = DrillRecord.Empty;

    public SimulatedLab Build(SimulationPorts? ports = null) => new(Lab, Script, Seed, ports, Drills) { EndsWhenCalm = true };
}
