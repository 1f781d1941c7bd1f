using Homelab.Agent.Devices;
using Homelab.TestKit.I2c;

namespace Homelab.Agent.Tests.Devices;

public class Ina219Tests
{
    private static ChipOnBus Chip(int shunt, int bus, int configuration = 0x399F) => new ChipOnBus().WithWord(0, configuration).WithWord(1, shunt).WithWord(2, bus);

    /// <summary>The worked example of the INA219 data sheet (SBOS448G, 8.5.1.1 and table 8): 20 mV over 2 milliohms are 10 A; 11.98 V; 119.8 W.</summary>
    [Fact]
    public void The_data_sheets_worked_example_gives_its_volts_amps_and_watts()
    {
        Assert.True(new Ina219(Chip(0x07D0, 0x5D98), 0.002).TryRead(out var reading, out _));

        Assert.Equal(11.98, reading.Volts, 6);
        Assert.Equal(10, reading.Amps, 6);
        Assert.Equal(119.8, reading.Watts, 6);
    }

    /// <summary>The data sheet's table 7 of shunt voltages: -320 mV is 0x8300, the two's complement.</summary>
    [Fact]
    public void A_current_that_flows_back_is_negative()
    {
        Assert.True(new Ina219(Chip(0x8300, 0x5D98), 0.1).TryRead(out var reading, out _));

        Assert.Equal(-3.2, reading.Amps, 6);
    }

    [Fact]
    public void A_chip_that_somebody_set_otherwise_is_set_up_and_read_the_next_time()
    {
        var chip = Chip(0x07D0, 0x5D98, 0x019F);
        var driver = new Ina219(chip, 0.002);

        Assert.False(driver.TryRead(out _, out var problem));
        Assert.Equal("was set otherwise, and is set up now", problem);
        Assert.Equal([0x39, 0x9F], chip.Register(0));
        Assert.True(driver.TryRead(out _, out _));
    }

    [Fact]
    public void What_does_not_keep_the_settings_is_another_chip()
    {
        var chip = Chip(0, 0, 0x4127);
        chip.IsReadOnly = true;

        Assert.False(new Ina219(chip, 0.1).TryRead(out _, out var problem));
        Assert.Equal("is no INA219: it keeps the settings 0x4127 and not 0x399f", problem);
    }
}
