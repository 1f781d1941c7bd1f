using Homelab.Domain.Health;
using Homelab.Domain.Tests.Health;
using Homelab.Domain.Thermal;

namespace Homelab.Domain.Tests.Thermal;

public class HeatInTheHealthOfANode
{
    private static ThermalAnswer Says(string question, ThermalState state, string sentence) => new(question, state, sentence);

    private static string Fault(ThermalAnswer? door, params ThermalAnswer[] answers) => HeatFault.Of(new ThermalAssessment("nas", "zone 0", 78, [.. answers]), door);

    [Fact]
    public void Is_a_fault_with_what_it_rests_on_the_nearest_first() => Assert.Equal(
        "zone 0 of nas is at 78 C: 2 K below 80 C; heat slowed it for 5m of the day; does it survive with the door closed? no: it came to 81 C; it warms by the fan: it stands still",
        Fault(
            Says("door_closed", ThermalState.Warning, "no: it came to 81 C"),
            Says("cause", ThermalState.Warning, "the fan: it stands still"), Says("throttled", ThermalState.Warning, "for 5m of the day"), Says("rise", ThermalState.Ok, "steady"),
            Says("headroom", ThermalState.Warning, "2 K below 80 C")));

    [Fact]
    public void Is_none_where_it_is_only_warmer_than_usual_or_not_known() => Assert.Equal(
        "", Fault(Says("door_closed", ThermalState.Unknown, "no door"), Says("cause", ThermalState.Warning, "the room"), Says("headroom", ThermalState.Unknown, "no limit")));

    [Fact]
    public void Counts_the_door_by_the_long_look_alone() => Assert.Equal("", Fault(null, Says("door_closed", ThermalState.Warning, "no: a day knows too little")));

    [Fact]
    public void Degrades_the_node_and_is_its_reason()
    {
        var health = Attic.Well.With("nas", state => state with { Heat = "zone 0 of nas is at 78 C: 2 K below 80 C" }).HealthOf("nas");

        Assert.Equal(HealthState.Degraded, health.State);
        Assert.Equal(["zone 0 of nas is at 78 C: 2 K below 80 C"], health.Reasons);
    }
}
