using Homelab.Agent.Devices;
using Homelab.TestKit.I2c;

namespace Homelab.Agent.Tests.Devices;

public class PowerChipsTests
{
    /// <summary>INA226, TI SBOS547, the Configure/Measure/Calculate example: 20 mV over 2 milliohms are 10 A; 11.98 V; 119.8 W. And page 20: -80 mV is 0x8300.</summary>
    [Fact]
    public void An_INA226_gives_what_its_data_sheet_calculates()
    {
        Assert.True(new Ina226(Ina226(0x1F40, 0x2570), 0.002).TryRead(out var read, out _));
        Assert.Equal((11.98, 10, 119.8), (Math.Round(read.Volts, 6), Math.Round(read.Amps, 6), Math.Round(read.Watts, 6)));

        Assert.True(new Ina226(Ina226(0x8300, 0x2570), 0.1).TryRead(out var back, out _));
        Assert.Equal(-0.8, back.Amps, 6);
    }

    /// <summary>INA238, TI SLYS025B, 7.2.2 (the same registers and table as INA237-Q1, ZHCSLF9A table 8-4): 19440 is 97.2 mV, over 16.2 milliohms 6 A; 15360 is 48 V; 200 is 25 C.</summary>
    [Fact]
    public void An_INA238_gives_what_its_data_sheet_calculates()
    {
        Assert.True(new Ina238(Ina238(19440), 0.0162).TryRead(out var read, out var celsius, out _));
        Assert.Equal((48, 6, 288, 25), (read.Volts, Math.Round(read.Amps, 6), Math.Round(read.Watts, 6), celsius));

        // The same voltage in the narrow range has four times the steps.
        Assert.True(new Ina238(Ina238(0x1000).WithWord(0, 0x0010), 0.1).TryRead(out var narrow, out _, out _));
        Assert.Equal(0.0512, narrow.Amps, 6);

        // In two's complement (table 8-4's text): 1011 0100 0001 0000 is -97.2 mV.
        Assert.True(new Ina238(Ina238(0b1011_0100_0001_0000), 0.0162).TryRead(out var back, out _, out _));
        Assert.Equal(-6, back.Amps, 6);
    }

    /// <summary>INA3221, TI SBOS576B, page 27: -80 mV is 0xC180; 32.76 V is 0x7FF8.</summary>
    [Fact]
    public void An_INA3221_gives_what_its_data_sheet_calculates_channel_by_channel()
    {
        var chip = new ChipOnBus().WithWord(0, 0x7127).WithWord(0xFE, 0x5449).WithWord(0xFF, 0x3220)
            .WithWord(1, 0xC180).WithWord(2, 0x7FF8).WithWord(3, 0x0008).WithWord(4, 0x0008).WithWord(5, 0).WithWord(6, 0);
        var channels = new PowerReading[Ina3221.Channels];

        Assert.True(new Ina3221(chip, 0.1).TryRead(channels, out _));

        Assert.Equal([(32.76, -0.8), (0.008, 0.0004), (0, 0)], channels.Select(channel => (Math.Round(channel.Volts, 6), Math.Round(channel.Amps, 6))));
    }

    /// <summary>ADS1115, TI SBAS444D, 8.5.3: 0x7FFF is full scale less one step, 0x8000 is minus full scale, and 0xFFFF one step below zero.</summary>
    [Theory]
    [InlineData(0x7FFF, 4.095875)]
    [InlineData(0x0001, 0.000125)]
    [InlineData(0xFFFF, -0.000125)]
    [InlineData(0x8000, -4.096)]
    public void An_ADS1115_gives_the_volts_of_its_data_sheet_in_four_places(int code, double volts)
    {
        var asked = new List<byte>();
        var chip = new ChipOnBus().WithWord(0, code);
        chip.Written = bytes =>
        {
            if (bytes is [1, var high, _])
            {
                asked.Add(high);
            }
        };
        var read = new double[Ads1115.Channels];

        Assert.True(new Ads1115(chip, _ => { }).TryRead(read, out _));

        Assert.All(read, value => Assert.Equal(volts, value, 9));
        // Table 8: AIN0 to AIN3 against ground are 100b to 111b of bits 14 to 12.
        Assert.Equal([4, 5, 6, 7], asked.Select(high => (high >> 4) & 7));
    }

    [Fact]
    public void An_ADS1115_that_is_still_busy_or_another_chip_is_not_believed()
    {
        var busy = new ChipOnBus().WithWord(0, 0x1234);
        busy.Written = bytes =>
        {
            if (bytes is [1, var high, var low])
            {
                busy.With(1, (byte)(high & 0x7F), low);
            }
        };
        Assert.False(new Ads1115(busy, _ => { }).TryRead(new double[4], out var problem));
        Assert.Equal("has not finished a conversion in 10 ms", problem);

        var other = new ChipOnBus().WithWord(1, 0x60A0);
        other.IsReadOnly = true;
        Assert.False(new Ads1115(other, _ => { }).TryRead(new double[4], out var wrong));
        Assert.Equal("is no ADS1115: it keeps the settings 0x60a0 and not 0xc383", wrong);
    }

    [Fact]
    public void A_chip_that_was_put_to_sleep_is_set_to_measure_and_another_is_told_by_its_id()
    {
        var sleeping = Ina226(0x1F40, 0x2570).WithWord(0, 0x4120);
        Assert.False(new Ina226(sleeping, 0.1).TryRead(out _, out var problem));
        Assert.Equal("was set otherwise, and is set up now", problem);
        Assert.True(new Ina226(sleeping, 0.1).TryRead(out _, out _));

        Assert.False(new Ina226(Ina226(0, 0).WithWord(0xFF, 0x3220), 0.1).TryRead(out _, out var other));
        Assert.Equal("is no INA226: its maker is 0x5449 and its die 0x3220, not 0x5449 and 0x2260", other);
        Assert.False(new Ina238(Ina238(0).WithWord(0x3F, 0x2281), 0.1).TryRead(out _, out _, out var ina228));
        Assert.Equal("is no INA238: its maker is 0x5449 and its id 0x2281, not 0x5449 and 0x238x", ina228);
    }

    private static ChipOnBus Ina226(int shunt, int bus) =>
        new ChipOnBus().WithWord(0, 0x4127).WithWord(1, shunt).WithWord(2, bus).WithWord(0xFE, 0x5449).WithWord(0xFF, 0x2260);

    private static ChipOnBus Ina238(int shunt) =>
        new ChipOnBus().WithWord(0, 0).WithWord(1, 0xFB68).WithWord(4, shunt).WithWord(5, 15360).WithWord(6, 200 << 4).WithWord(0x3E, 0x5449).WithWord(0x3F, 0x2381);
}
