using Homelab.Domain.Thermal;
using static Homelab.Domain.Tests.Thermal.HeatUnderTest;

namespace Homelab.Domain.Tests.Thermal;

/// <summary>A part at 50 C with the door open, that nears another temperature once it is closed, with a time constant of one hour.</summary>
public class TheDoorIsClosed
{
    private static readonly HeatLimit Limit = new(85, "the limit in lab.yaml");

    private static ThermalAnswer Closed(double hours, double towards, HeatLimit? limit, double until = 2)
    {
        var (began, ended) = ((hours + until) * 60, until * 60);
        var part = Minutes("cpu", 1440, ago => ago > began || ago < ended ? 50 : towards - (towards - 50) * Math.Exp(-(began - ago) / 60), step: 5);
        var door = Minutes("pi1/door", 1440, ago => ago <= began && ago >= ended ? 0 : 1, step: 5);
        return Answer(Sight(part, limit is null ? [] : [limit]) with { Door = door }, "door_closed");
    }

    [Fact]
    public void It_survives_where_it_came_to_rest_below_its_limit()
    {
        var answer = Closed(8, 70, Limit);
        Assert.Equal(ThermalState.Ok, answer.State);
        Assert.StartsWith("yes: closed for 8h00m of the last 30 days, at most 8h00m at a time, it came to 70 C at most (with the door open 50 C as a rule, 20 K less), and came to rest, 15 K below", answer.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(95, ThermalState.Warning, "no: ")]
    [InlineData(82, ThermalState.Warning, "barely: ")]
    [InlineData(70, ThermalState.Ok, "yes: ")]
    public void A_rise_that_slows_is_followed_to_its_end(double towards, ThermalState state, string begins)
    {
        var answer = Closed(1.2, towards, Limit);
        Assert.Equal(state, answer.State);
        Assert.StartsWith(begins, answer.Sentence, StringComparison.Ordinal);
        Assert.Contains("its curve leads to", answer.Sentence, StringComparison.Ordinal);
        Assert.InRange(answer.Value!.Value, towards - 3, towards + 3);
    }

    [Fact]
    public void What_was_above_its_limit_with_the_door_closed_did_not_survive_it()
        => Assert.StartsWith("no: ", Closed(8, 90, Limit).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Nobody_knows_without_a_door_without_a_time_when_it_was_closed_without_an_end_and_without_a_limit()
    {
        var part = Minutes("cpu", 1440, _ => 50, step: 5);
        Assert.Equal(ThermalState.Unknown, Answer(Sight(part, Limit), "door_closed").State);
        Assert.Equal(ThermalState.Unknown, Answer(Sight(part, Limit) with { Door = Minutes("door", 1440, _ => 1, step: 5) }, "door_closed").State);
        Assert.Equal(ThermalState.Unknown, Closed(0.25, 70, Limit).State);
        Assert.Equal(ThermalState.Unknown, Closed(8, 70, null).State);

        var straight = Minutes("cpu", 120, ago => 60 - ago / 12, step: 5);
        var answer = Answer(Sight(straight, Limit) with { Door = Minutes("door", 120, _ => 0, step: 5) }, "door_closed");
        Assert.Equal(ThermalState.Unknown, answer.State);
        Assert.EndsWith("leave it closed for longer", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_warms_at_the_end_of_a_long_rest_has_not_come_to_rest()
    {
        var part = Minutes("cpu", 480, ago => ago < 12 ? 67 : 52, step: 5);
        Assert.Equal(ThermalState.Unknown, Answer(Sight(part, Limit) with { Door = Minutes("door", 480, _ => 0, step: 5) }, "door_closed").State);
    }

    [Fact]
    public void An_opening_in_between_and_a_gap_in_what_is_known_end_a_time_with_the_door_closed()
    {
        var part = Minutes("cpu", 1440, ago => ago is > 600 and < 700 ? double.NaN : 60, step: 5);
        part = part with { Values = [.. part.Values.Where(value => !double.IsNaN(value.Value))] };
        var door = Minutes("door", 1440, ago => ago is > 300 and < 320 ? 1 : 0, step: 5);
        Assert.Contains("at most 12h20m at a time", Answer(Sight(part, Limit) with { Door = door }, "door_closed").Sentence, StringComparison.Ordinal);
    }
}
