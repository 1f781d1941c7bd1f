using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class WhatTheKernelSaysOfABattery
{
    [Theory]
    [InlineData("Charging", "Mains:1", "OL CHRG")]
    [InlineData("Full", "Mains:1", "OL")]
    [InlineData("Not charging", "Mains:1", "OL")]
    [InlineData("Unknown", "Mains:1", "OL")]
    [InlineData("Discharging", "Mains:1", "OL DISCHRG")]
    [InlineData("Discharging", "Mains:0", "OB DISCHRG")]
    [InlineData("Discharging", "", "OB DISCHRG")]
    [InlineData("Discharging", "Mains:0 USB:1", "OL DISCHRG")]
    [InlineData("Full", "Mains:0", "OB")]
    [InlineData("Unknown", "Mains:0", "OB")]
    [InlineData("Charging", "Mains:0", "OL CHRG")]
    [InlineData("Full", "USB:0", "OL")]
    [InlineData("Not charging", "", "OL")]
    public void Becomes_flags_of_NUT_by_itself_and_by_what_stands_beside_it(string status, string sources, string flags)
    {
        Assert.Null(PowerSupplyStatus.Doubt(Battery(("status", status)), Sources(sources)));
        Assert.Equal(flags, PowerSupplyStatus.ToNut(Battery(("status", status)), Sources(sources))["ups.status"]);
    }

    [Theory]
    [InlineData("capacity_level", "Critical", "OB LB DISCHRG")]
    [InlineData("capacity_level", "Low", "OB DISCHRG")]
    [InlineData("capacity_alert_min", "10", "OB LB DISCHRG")]
    [InlineData("capacity_alert_min", "9", "OB DISCHRG")]
    [InlineData("health", "Dead", "OB RB DISCHRG")]
    [InlineData("health", "Good", "OB DISCHRG")]
    public void Is_low_by_its_level_or_its_own_alarm_and_worn_out_by_its_health(string attribute, string text, string flags) =>
        Assert.Equal(flags, PowerSupplyStatus.ToNut(Battery(("status", "Discharging"), ("capacity", "10"), (attribute, text)), [])["ups.status"]);

    [Theory]
    [InlineData("time_to_empty_now=600 time_to_empty_avg=700 energy_now=1 power_now=1", 600)]
    [InlineData("time_to_empty_now=0 time_to_empty_avg=700", 700)]
    [InlineData("energy_now=40000000 power_now=8000000", 18000)]
    [InlineData("charge_now=3000000 current_now=-1500000", 7200)]
    [InlineData("energy_now=40000000 power_now=0 charge_now=3000000 current_now=1500000", 7200)]
    [InlineData("energy_now=90000000 power_now=1000000", 86400)]
    [InlineData("energy_now=40000000 power_now=0", null)]
    [InlineData("energy_now=much power_now=8000000", null)]
    public void Gives_a_runtime_while_it_discharges(string attributes, int? seconds)
    {
        var told = attributes.Split(' ').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1])).ToArray();
        Assert.Equal(seconds is { } known ? TimeSpan.FromSeconds(known) : null, Reading([("status", "Discharging"), .. told]).Runtime);
        Assert.Null(Reading([("status", "Charging"), .. told]).Runtime);
    }

    [Fact]
    public void Gives_numbers_in_the_units_of_NUT()
    {
        var reading = Reading([("status", "Discharging"), ("capacity", "87"), ("voltage_now", "11400000"), ("current_now", "-700000"), ("temp", "314"), ("power_now", "8000000")]);
        Assert.Equal((0.87, 11.4, 31.4, 8.0), (reading.ChargeRatio, reading.BatteryVolts, reading.TemperatureCelsius, reading.RealPowerWatts));
        Assert.Empty(reading.Rejected);
        Assert.Equal(7.98, Reading([("status", "Discharging"), ("voltage_now", "11400000"), ("current_now", "-700000")]).RealPowerWatts);
        Assert.Equal(0.75, Reading([("status", "Full"), ("energy_now", "30000000"), ("energy_full", "40000000")]).ChargeRatio);
        Assert.Null(Reading([("status", "Charging"), ("power_now", "30000000")]).RealPowerWatts);
    }

    [Fact]
    public void Rejects_nonsense_by_name() =>
        Assert.Equal(["battery.charge"], Reading([("status", "Full"), ("capacity", "101")]).Rejected.Select(rejected => rejected.Variable));

    [Fact]
    public void Is_doubted_where_it_tells_nothing_of_the_mains()
    {
        Assert.Equal("says that no battery is in it", PowerSupplyStatus.Doubt(Battery(("status", "Unknown"), ("present", "0")), Sources("Mains:1")));
        Assert.Equal("tells no status", PowerSupplyStatus.Doubt(Battery(("capacity", "50")), Sources("Mains:1")));
        Assert.Equal("says only Unknown, and nothing beside it says whether the mains are there", PowerSupplyStatus.Doubt(Battery(("status", "Unknown")), Sources("USB:0")));
    }

    private static FeedReading Reading((string, string)[] attributes) => UpsVariables.Read(PowerSupplyStatus.ToNut(Battery(attributes), []));

    private static Dictionary<string, string> Battery(params (string Name, string Value)[] attributes) => attributes.ToDictionary(pair => pair.Name, pair => pair.Value);

    private static List<SourceSupply> Sources(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(source => new SourceSupply(source, source.Split(':')[0], source.EndsWith('1')))];
}
