using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class WhatAHatSays
{
    private static readonly HatSource s_hat = new("pi") { Board = HatBoards.Find("x728") };

    [Theory]
    [InlineData(true, null, null, "OL")]
    [InlineData(false, null, null, "OB DISCHRG")]
    [InlineData(true, true, null, "OL CHRG")]
    [InlineData(null, null, 0.5, "OL CHRG")]
    [InlineData(null, null, 0.05, "OL")]
    [InlineData(null, null, -0.09, "OL")]
    [InlineData(null, null, -0.11, "OB DISCHRG")]
    [InlineData(true, null, -0.5, "OL DISCHRG")]
    [InlineData(false, null, 0.5, "OB CHRG")]
    [InlineData(false, null, -0.05, "OB")]
    public void Is_on_line_by_its_line_or_register_before_its_current(bool? mains, bool? charging, double? amps, string flags)
    {
        var said = new HatReading { IsMainsPresent = mains, IsCharging = charging, BatteryAmps = amps };
        Assert.Null(HatStatus.Doubt(said));
        Assert.Equal(flags, HatStatus.ToNut(said, s_hat)["ups.status"]);
    }

    [Fact]
    public void Is_no_word_of_the_mains_where_nothing_tells_of_them() => Assert.StartsWith("does not tell whether the mains are there", HatStatus.Doubt(new HatReading { BatteryVolts = 3.9, ChargeRatio = 0.8 }));

    [Theory]
    [InlineData(3.2, null, 3.2, "OB LB DISCHRG", "3.2")]
    [InlineData(3.2, null, 3.21, "OB DISCHRG", "3.2")]
    [InlineData(null, 3.0, 2.9, "OB LB DISCHRG", "3")]
    [InlineData(3.2, 3.0, 3.1, "OB LB DISCHRG", "3.2")]
    [InlineData(2.8, 3.0, 2.9, "OB LB DISCHRG", "3")]
    [InlineData(null, null, 1.0, "OB DISCHRG", null)]
    public void Is_low_at_the_greater_of_what_is_declared_and_what_the_board_says(double? declared, double? told, double volts, string flags, string? low)
    {
        var variables = HatStatus.ToNut(new HatReading { IsMainsPresent = false, BatteryVolts = volts, LowVolts = told }, s_hat with { LowVolts = declared });
        Assert.Equal((flags, low), (variables["ups.status"], variables.GetValueOrDefault("battery.voltage.low")));
    }

    [Fact]
    public void Becomes_a_reading_in_which_nothing_is_made_up()
    {
        var said = new HatReading { IsMainsPresent = false, BatteryVolts = 3.9, ChargeRatio = 0.825, BatteryCelsius = 31, LoadWatts = 4.5 };
        var reading = UpsVariables.Read(HatStatus.ToNut(said, s_hat));
        Assert.Equal((0.825, 3.9, 31.0, 4.5), (reading.ChargeRatio, reading.BatteryVolts, reading.TemperatureCelsius, reading.RealPowerWatts));
        Assert.Null(reading.Runtime);
        Assert.Empty(reading.Rejected);

        var bare = HatStatus.ToNut(new HatReading { IsMainsPresent = false }, s_hat);
        Assert.Equal(["ups.mfr", "ups.model", "ups.status"], bare.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["ups.status"], HatStatus.ToNut(new HatReading { IsMainsPresent = true }, s_hat with { Board = HatBoards.Find("generic") }).Keys);
    }

    [Fact]
    public void Tells_what_the_battery_gives_on_battery_only()
    {
        var said = new HatReading { BatteryVolts = 8, BatteryAmps = -0.6 };
        Assert.Equal("4.8", HatStatus.ToNut(said, s_hat)["ups.realpower"]);
        Assert.DoesNotContain("ups.realpower", HatStatus.ToNut(said with { BatteryAmps = 0.6 }, s_hat).Keys);
        Assert.DoesNotContain("ups.realpower", HatStatus.ToNut(said with { BatteryVolts = double.NaN }, s_hat).Keys);
    }

    [Fact]
    public void Comes_from_boards_of_which_each_can_tell_of_the_mains_somehow() =>
        Assert.All(HatBoards.All.Where(board => board.Name != "generic"), board => Assert.True(board.TellsMains || board.Mains is not null, board.Name));
}
