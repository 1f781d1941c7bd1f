using Homelab.Simulation.Machines;
using Homelab.Simulation.Scripts;
using static Homelab.Simulation.Tests.Rack;

namespace Homelab.Simulation.Tests;

/// <summary>
/// A lab that starts with its power only, and mains that return at any moment from the first order to the last: whatever the UPS makes of its
/// cut, everything is on again in the end, and nobody was cut off (I5, I7).
/// </summary>
public class NobodyStaysInTheDark
{
    public static TheoryData<OutageAct?, double> Ways => new()
    {
        { null, 0 },
        { OutageAct.RefusesCuts, 0 },
        { OutageAct.CutsAfter, 10 },
        { OutageAct.DelaysIn, 60 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Whenever_the_mains_return(OutageAct? way, double span)
    {
        var step = Environment.GetEnvironmentVariable("HOMELAB_FULL") is { Length: > 0 } ? 10 : 25;
        for (var back = 300; back <= 520; back += step)
        {
            OutageEvent[] taken = way is { } act ? [new OutageEvent(null, act, "ups", TimeSpan.FromSeconds(span))] : [];
            var lab = Play(SimulationPorts.Honest, Cut, 4000, [At(back, OutageAct.MainsBack, "ups"), .. taken]);
            var result = lab.Run();
            Assert.True(result.Violations.IsEmpty, $"mains back at {back} s: {string.Join("; ", result.Violations)}");
            Assert.All(lab.Machines.Values, machine => Assert.True(machine.Phase == MachinePhase.Running, $"mains back at {back} s: {machine.Name} is {machine.Phase}"));
        }
    }

    [Fact]
    public void Where_the_mains_stay_away_the_UPS_is_cut_with_everybody_off()
    {
        var lab = Play(SimulationPorts.Honest, Cut, 900);
        Assert.Empty(lab.Run().Violations);
        Assert.True(lab.Grid.Upses["ups"].IsCut);
        Assert.All(lab.Machines.Values, machine => Assert.Equal(MachinePhase.Off, machine.Phase));
    }
}
