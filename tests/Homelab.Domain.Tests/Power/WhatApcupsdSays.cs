using Homelab.Domain.Power;

namespace Homelab.Domain.Tests.Power;

public sealed class WhatApcupsdSays
{
    [Theory]
    [InlineData("ONLINE", "0x05000008", "OL")]
    [InlineData("ONBATT", "0x05060010", "OB")]
    [InlineData("ONBATT LOWBATT", "0x05060050", "OB LB")]
    [InlineData("ONLINE REPLACEBATT", "0x05000088", "OL RB")]
    [InlineData("TRIM ONLINE", "0x0500000A", "OL TRIM")]
    [InlineData("BOOST ONLINE OVERLOAD", "0x0500002C", "OL OVER BOOST")]
    [InlineData("CAL ONLINE", "0x05000009", "OL CAL")]
    [InlineData("ONLINE SLAVE", "0x05000408", "OL")]
    public void Becomes_flags_of_NUT_by_its_bits_and_by_its_words(string status, string bits, string flags)
    {
        Assert.Equal(flags, ApcupsdStatus.ToNut(Fields(("STATUS", status), ("STATFLAG", bits)))["ups.status"]);
        Assert.Equal(flags, ApcupsdStatus.ToNut(Fields(("STATUS", status)))["ups.status"]);
    }

    [Fact]
    public void Is_a_forced_shutdown_on_battery_where_it_says_only_that_it_shuts_down()
    {
        Assert.Equal("FSD OB LB", ApcupsdStatus.ToNut(Fields(("STATUS", "SHUTTING DOWN"), ("STATFLAG", "0x05060250")))["ups.status"]);
        Assert.Equal("FSD", ApcupsdStatus.ToNut(Fields(("STATUS", "SHUTTING DOWN")))["ups.status"]);
    }

    [Fact]
    public void Gives_numbers_in_the_units_of_NUT()
    {
        var reading = UpsVariables.Read(ApcupsdStatus.ToNut(Fields(
            ("STATUS", "ONBATT"), ("BCHARGE", "87.0 Percent"), ("TIMELEFT", "12.5 Minutes"), ("LINEV", "0.0 Volts"), ("LOADPCT", "23.0 Percent Load Capacity"), ("BATTV", "12.9 Volts"),
            ("NOMPOWER", "390 Watts"), ("ITEMP", "29.2 C Internal"), ("BATTDATE", "2024-06-05"))));
        Assert.Equal((0.87, TimeSpan.FromMinutes(12.5), 0.0, 0.23), (reading.ChargeRatio, reading.Runtime, reading.InputVolts, reading.LoadRatio));
        Assert.Equal((12.9, 390.0, 29.2, new DateOnly(2024, 6, 5)), (reading.BatteryVolts, reading.NominalWatts, reading.TemperatureCelsius, reading.BatteryDate));
        Assert.Empty(reading.Rejected);
    }

    [Fact]
    public void Leaves_away_what_it_does_not_tell_and_rejects_nonsense_by_name()
    {
        var reading = UpsVariables.Read(ApcupsdStatus.ToNut(Fields(("STATUS", "ONLINE"), ("LOADPCT", "N/A"), ("BCHARGE", "much"), ("TIMELEFT", "0.0 Minutes"))));
        Assert.Null(reading.LoadRatio);
        Assert.Equal(["battery.charge", "battery.runtime"], reading.Rejected.Select(rejected => rejected.Variable));
    }

    [Fact]
    public void Is_doubted_where_it_has_lost_its_UPS_or_asked_it_long_ago_but_not_on_battery()
    {
        Assert.Null(ApcupsdStatus.Doubt(Fields(("STATUS", "ONLINE"))));
        Assert.Equal("tells no STATUS", ApcupsdStatus.Doubt(Fields(("Content-Type", "text/html"))));
        Assert.Equal("has lost its UPS (COMMLOST)", ApcupsdStatus.Doubt(Fields(("STATUS", "COMMLOST"))));
        Assert.Equal("has lost its UPS (COMMLOST)", ApcupsdStatus.Doubt(Fields(("STATUS", "COMMLOST"), ("STATFLAG", "0x05000100"))));
        (string, string)[] old = [("DATE", "2026-11-28 12:00:00 +0100"), ("END APC", "2026-11-28 11:00:43 +0000")];
        Assert.Equal("last asked its UPS 43 s ago: write POLLTIME 10 or less in its apcupsd.conf", ApcupsdStatus.Doubt(Fields([.. old, ("STATUS", "ONLINE")])));
        Assert.Null(ApcupsdStatus.Doubt(Fields([.. old, ("STATUS", "ONBATT")])));
        Assert.Null(ApcupsdStatus.Doubt(Fields(("STATUS", "ONLINE"), ("DATE", "yesterday"), ("END APC", ""))));
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value);
}
