using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class Values_of_a_UPS
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("600", 600)]
    [InlineData("600.5", 600.5)]
    [InlineData(" 600 ", 600)]
    [InlineData("86400", 86400)]
    public void Runtimes_that_can_be_true_are_taken(string text, double seconds)
    {
        var reading = Read("battery.runtime", text);
        Assert.Equal(TimeSpan.FromSeconds(seconds), reading.Runtime);
        Assert.Empty(reading.Rejected);
    }

    [Theory]
    [InlineData("0", "greater than zero")]
    [InlineData("-60", "greater than zero")]
    [InlineData("65535", "full of ones")]
    [InlineData("86401", "longer than 24 hours")]
    [InlineData("3932100", "longer than 24 hours")]
    [InlineData("4294967295", "longer than 24 hours")]
    [InlineData("36:00", "not a number")]
    [InlineData("", "not a number")]
    [InlineData("NaN", "not a number")]
    [InlineData("Infinity", "not a number")]
    [InlineData("1e3", "not a number")]
    [InlineData("600,5", "not a number")]
    [InlineData("600 s", "not a number")]
    public void Runtimes_that_cannot_be_true_are_rejected_and_named(string text, string why)
    {
        var reading = Read("battery.runtime", text);
        Assert.Null(reading.Runtime);
        var rejected = Assert.Single(reading.Rejected);
        Assert.Equal(("battery.runtime", text), (rejected.Variable, rejected.Value));
        Assert.Contains(why, rejected.Why);
    }

    [Theory]
    [InlineData("battery.charge", "120")]
    [InlineData("battery.charge", "255")]
    [InlineData("battery.charge", "-197.6")]
    [InlineData("ups.load", "201")]
    [InlineData("ups.load", "-1")]
    [InlineData("ups.realpower", "-5")]
    [InlineData("ups.realpower", "1000000")]
    [InlineData("ups.temperature", "-273.2")]
    [InlineData("battery.temperature", "6553.5")]
    [InlineData("battery.voltage", "0")]
    [InlineData("battery.voltage", "6553.5")]
    public void Others_beyond_their_range_are_rejected_and_named(string variable, string value)
    {
        var reading = Read(variable, value);
        Assert.Equal(variable, Assert.Single(reading.Rejected).Variable);
        Assert.Equal((null, null, null, null, null), (reading.ChargeRatio, reading.LoadRatio, reading.RealPowerWatts, reading.TemperatureCelsius, reading.BatteryVolts));
    }

    [Fact]
    public void Are_ratios_and_base_units()
    {
        var reading = UpsVariables.Read(new Dictionary<string, string>
        {
            ["ups.status"] = "OL", ["battery.charge"] = "87", ["ups.load"] = "120", ["ups.realpower"] = "315",
            ["ups.temperature"] = "31.5", ["battery.voltage"] = "27.1", ["something.unknown"] = "x",
        });
        Assert.Equal((0.87, 1.2, 315.0, 31.5, 27.1), (reading.ChargeRatio, reading.LoadRatio, reading.RealPowerWatts, reading.TemperatureCelsius, reading.BatteryVolts));
        Assert.Empty(reading.Rejected);
    }

    [Fact]
    public void That_are_absent_are_unknown_and_not_rejected()
    {
        var reading = UpsVariables.Read(new Dictionary<string, string>());
        Assert.Equal(UpsSupply.Unknown, reading.Status.Supply);
        Assert.Null(reading.Runtime);
        Assert.Empty(reading.Rejected);
    }

    [Fact]
    public void That_are_of_outlets_are_kept_by_number_where_they_tell_of_switch_or_load()
    {
        var outlets = UpsVariables.Read(new Dictionary<string, string>
        {
            ["outlet.1.status"] = "on", ["outlet.1.realpower"] = "41.5", ["outlet.2.status"] = "OFF", ["outlet.3.desc"] = "rear", ["outlet.4.realpower"] = "-3", ["outlet.desc"] = "main",
            ["outlet.0.status"] = "on", ["outlet.999.status"] = "on", ["outlet..status"] = "on",
        }).Outlets;
        Assert.Equal([(1, new OutletReading(true, 41.5)), (2, new OutletReading(false, null))], outlets.Select(outlet => (outlet.Key, outlet.Value)));
    }

    [Fact]
    public void That_are_rejected_are_shown_with_a_bound()
    {
        var rejected = Assert.Single(Read("battery.runtime", new string('9', 5000)).Rejected);
        Assert.True(rejected.Value.Length < 100);
    }

    private static FeedReading Read(string variable, string value) => UpsVariables.Read(new Dictionary<string, string> { [variable] = value });
}
