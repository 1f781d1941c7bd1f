using Homelab.Domain.Thermal;
using static Homelab.Domain.Tests.Thermal.HeatUnderTest;

namespace Homelab.Domain.Tests.Thermal;

public class HeatIsToldFromItsCause
{
    /// <summary>As usual for a day, and another in the last ten minutes.</summary>
    private static Track Stepped(string name, double usual, double now) => Minutes(name, 1440, ago => ago < 10 ? now : usual, step: 1);

    private static ThermalAnswer Cause(double part, double? room = null, double? fan = null, double load = 0.5) => Answer(
        Sight(Stepped("cpu", 50, part)) with
        {
            Room = room is { } air ? Stepped("closet", 22, air) : null,
            Fans = fan is { } speed ? [Stepped("fan1", 3000, speed)] : [],
            Load = Stepped("load", 0.5, load),
        },
        "cause");

    [Theory]
    [InlineData(60, 28, 3000, 0.5, "the room: it is 10 K more than usual; the room by closet is at 28 C, 6 K more than usual; its fans turn as usual; its load is 0.5, usually 0.5")]
    [InlineData(60, 22, 0, 0.5, "the fan: it is 10 K more than usual; the room by closet is at 22 C, 0 K more than usual; fan1 stands still, usually 3000 rpm; its load is 0.5, usually 0.5")]
    [InlineData(60, 22, 1500, 0.5, "the fan: it is 10 K more than usual; the room by closet is at 22 C, 0 K more than usual; fan1 turns at 1500, usually 3000 rpm; its load is 0.5, usually 0.5")]
    [InlineData(60, 28, 0, 0.5, "the room and the fan: it is 10 K more than usual; the room by closet is at 28 C, 6 K more than usual; fan1 stands still, usually 3000 rpm; its load is 0.5, usually 0.5")]
    [InlineData(60, 22, 3000, 3.5, "its work: it is 10 K more than usual; the room by closet is at 22 C, 0 K more than usual; its fans turn as usual; its load is 3.5, usually 0.5")]
    [InlineData(60, 22, 3000, 0.5, "the device, and neither room nor fan: dust, its place or its cooler: it is 10 K more than usual; the room by closet is at 22 C, 0 K more than usual; its fans turn as usual; its load is 0.5, usually 0.5")]
    public void The_cause_is_what_departs_from_the_day_before(double part, double room, double fan, double load, string says)
    {
        var cause = Cause(part, room, fan, load);
        Assert.Equal((ThermalState.Warning, says), (cause.State, cause.Sentence));
    }

    [Fact]
    public void Without_a_room_sensor_a_fan_that_turns_proves_nothing_and_one_that_stands_does()
    {
        var unknown = Cause(60, fan: 3000);
        Assert.Equal(ThermalState.Unknown, unknown.State);
        Assert.StartsWith("room or device cannot be told: ", unknown.Sentence, StringComparison.Ordinal);
        Assert.StartsWith("the fan: ", Cause(60, fan: 0).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_fan_that_is_read_it_is_only_said_that_it_is_not_the_room()
        => Assert.StartsWith("the device and not the room: it is 10 K more than usual; the room by closet is at 22 C", Cause(60, room: 22).Sentence, StringComparison.Ordinal);

    [Fact]
    public void What_is_not_warmer_than_usual_has_no_cause_and_without_a_usual_nobody_knows()
    {
        Assert.Equal((ThermalState.Ok, "nothing to ask: it is not warmer than in the day before (50 C)"), (Cause(52, room: 30).State, Cause(52, room: 30).Sentence));
        Assert.Equal(ThermalState.Unknown, Answer(Sight(Minutes("cpu", 40, _ => 80)), "cause").State);
    }

    [Fact]
    public void A_rise_is_told_with_the_time_to_the_limit_and_noise_is_steady()
    {
        var limit = new HeatLimit(85, "the limit in lab.yaml");
        var rising = Answer(Sight(Minutes("cpu", 15, ago => 60 - ago / 5), limit), "rise");
        Assert.Equal((ThermalState.Ok, "it warms by 12 K an hour over the last 15m00s; if that went on, it would be at its limit in 2h05m", 12.0), (rising.State, rising.Sentence, rising.Value));
        Assert.Equal(ThermalState.Warning, Answer(Sight(Minutes("cpu", 15, ago => 80 - ago / 5), limit), "rise").State);
        Assert.Equal("it cools by 12 K an hour over the last 15m00s", Answer(Sight(Minutes("cpu", 15, ago => 60 + ago / 5)), "rise").Sentence);
        Assert.Equal("steady over the last 15m00s", Answer(Sight(Minutes("cpu", 15, ago => (ago * 2 % 2) * 8 + 50)), "rise").Sentence);
        Assert.Equal(ThermalState.Unknown, Answer(Sight(Minutes("cpu", 4, _ => 50)), "rise").State);
    }

    [Fact]
    public void Headroom_is_to_the_limit_that_is_reached_first_and_without_one_unknown()
    {
        var part = Minutes("cpu", 1, _ => 61.5);
        var headroom = Answer(Sight(part, new HeatLimit(110, "its critical trip point"), new HeatLimit(75, "the limit in lab.yaml")), "headroom");
        Assert.Equal((ThermalState.Ok, "13.5 K below 75 C, the limit in lab.yaml", 13.5), (headroom.State, headroom.Sentence, headroom.Value));
        Assert.Equal((ThermalState.Warning, "1.5 K above 60 C, x"), (Answer(Sight(part, new HeatLimit(60, "x")), "headroom").State, Answer(Sight(part, new HeatLimit(60, "x")), "headroom").Sentence));
        Assert.Equal(ThermalState.Unknown, Answer(Sight(part), "headroom").State);
        Assert.Equal(ThermalState.Unknown, Assert.Single(ThermalAssessor.Assess(new ThermalSight { Node = "nas", Now = Now }).Answers).State);
    }

    [Fact]
    public void Time_throttled_is_summed_over_what_was_seen_and_a_gap_is_not_seen()
    {
        var part = Minutes("cpu", 1, _ => 50);
        var slowed = Answer(Sight(part) with { Brakes = [Minutes("its firmware (throttled)", 600, ago => ago is > 100 and <= 112 ? 1 : 0)] }, "throttled");
        Assert.Equal((ThermalState.Warning, "for 12m00s of the 10h00m that were seen of the last day (its firmware (throttled) 12m00s)", 720.0), (slowed.State, slowed.Sentence, slowed.Value));

        var counted = Answer(Sight(part) with { SlowSeconds = [Minutes("processor package 0", 120, ago => ago > 60 ? 40 : 0 + (60 - ago) / 2)] }, "throttled");
        Assert.Equal("for 30s of the 2h00m that were seen of the last day (processor package 0 30s)", counted.Sentence);

        var gap = new Track("brake", [new(Now.AddHours(-20), 1), new(Now.AddHours(-1), 0)]);
        Assert.Equal("for 5m00s of the 5m00s that were seen of the last day (brake 5m00s)", Answer(Sight(part) with { Brakes = [gap] }, "throttled").Sentence);
        Assert.Equal(ThermalState.Unknown, Answer(Sight(part), "throttled").State);
        Assert.Equal((ThermalState.Ok, "at no time of the 10m00s that were seen of the last day (by brake)"), (Answer(Sight(part) with { Brakes = [Minutes("brake", 10, _ => 0)] }, "throttled").State, Answer(Sight(part) with { Brakes = [Minutes("brake", 10, _ => 0)] }, "throttled").Sentence));
    }
}
