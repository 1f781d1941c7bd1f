using Homelab.Agent.Devices;
using Homelab.TestKit.I2c;

namespace Homelab.Agent.Tests.Devices;

public class ClimateChipsTests
{
    /// <summary>SHT3x data sheet (SHT3x-DIS, version 7), 4.12: the checksum of 0xBEEF is 0x92.</summary>
    [Fact]
    public void The_data_sheets_example_of_a_checksum_is_met() => Assert.Equal(0x92, SensirionCrc.Of([0xBE, 0xEF]));

    /// <summary>Self-consistent only: the ends of the scale by the formulae of the data sheets (SHT3x 4.13, SHT4x 4.6), which hold no worked example.</summary>
    [Theory]
    [InlineData(0x0000, 0x0000, -45, 0, 0)]
    [InlineData(0xFFFF, 0xFFFF, 130, 1, 1)]
    [InlineData(0x6666, 0x6666, 25, 0.4, 0.44)]
    public void Words_become_degrees_and_relative_humidity(int temperature, int humidity, double celsius, double third, double fourth)
    {
        Assert.True(new Sht3x(Sensirion(2, 0x2400, temperature, humidity), Wait).TryRead(out var sht3X, out _));
        Assert.Equal((celsius, third), (Math.Round(sht3X.Celsius, 6), Math.Round(sht3X.Humidity, 6)));

        Assert.True(new Sht4x(Sensirion(1, 0xFD, temperature, humidity), Wait).TryRead(out var sht4X, out _));
        Assert.Equal((celsius, fourth), (Math.Round(sht4X.Celsius, 6), Math.Round(sht4X.Humidity, 6)));
    }

    [Fact]
    public void A_wrong_checksum_is_no_reading()
    {
        var chip = Sensirion(1, 0xFD, 0x6666, 0x6666);
        chip.Register(0xFD)[5] ^= 1;

        Assert.False(new Sht4x(chip, Wait).TryRead(out _, out var problem));
        Assert.Equal("answers with a wrong checksum", problem);
    }

    /// <summary>SHT3x table 4: 15.5 ms at most; SHT4x table 5: 8.3 ms; AHT20 5.4: 80 ms; BH1750: 180 ms. A chip that measures acknowledges no read.</summary>
    [Theory]
    [InlineData("sht3x", 15.5)]
    [InlineData("sht4x", 8.3)]
    [InlineData("bh1750", 180)]
    public void A_measurement_is_given_its_time(string chip, double milliseconds)
    {
        var device = Sensirion(chip == "sht3x" ? 2 : 1, chip switch { "sht3x" => 0x2400, "sht4x" => 0xFD, _ => 0x20 }, 0x6666, 0x6666);
        device.Written = _ => device.IsBusy = true;
        void Passes(TimeSpan span) => device.IsBusy = span.TotalMilliseconds < milliseconds;

        var read = chip switch
        {
            "sht3x" => new Sht3x(device, Passes).TryRead(out ClimateReading _, out string _),
            "sht4x" => new Sht4x(device, Passes).TryRead(out ClimateReading _, out string _),
            _ => new Bh1750(device, Passes).TryRead(out _, out _),
        };

        Assert.True(read);
    }

    /// <summary>Self-consistent only (AHT20 data sheet 1.0, 6.1 and 6.2): half of the scale is 50 %, and three eighths are 25 C.</summary>
    [Fact]
    public void An_AHT20_gives_degrees_and_relative_humidity()
    {
        var chip = Aht20(0x18, 0x80000, 0x60000);

        Assert.True(new Aht20(chip, Wait).TryRead(out var reading, out _));
        Assert.Equal(new ClimateReading(25, 0.5), reading);
    }

    [Theory]
    [InlineData(0x98, "has not finished its measurement in 80 ms")]
    [InlineData(0x10, "says that it is not calibrated")]
    public void An_AHT20_that_is_not_ready_is_not_believed(byte status, string expected)
    {
        Assert.False(new Aht20(Aht20(status, 0x80000, 0x60000), Wait).TryRead(out _, out var problem));
        Assert.Equal(expected, problem);
    }

    /// <summary>The worked example of the BH1750FVI data sheet (2011.11 rev D), page 7: 0x8390 is 28067 lx.</summary>
    [Fact]
    public void A_BH1750_gives_the_lux_of_its_data_sheet()
    {
        Assert.True(new Bh1750(new ChipOnBus().With(0x20, 0x83, 0x90), Wait).TryRead(out var lux, out _));
        Assert.Equal(28067, Math.Round(lux));

        Assert.False(new Bh1750(new ChipOnBus { Fault = BusFault.AllOnes }, Wait).TryRead(out _, out var problem));
        Assert.Equal("is out of its range, or gone: all bits are set", problem);
    }

    private static void Wait(TimeSpan span)
    {
    }

    private static ChipOnBus Sensirion(int pointerBytes, int command, int first, int second)
    {
        byte[] one = [(byte)(first >> 8), (byte)first];
        byte[] two = [(byte)(second >> 8), (byte)second];
        return new ChipOnBus(pointerBytes).With(command, [.. one, SensirionCrc.Of(one), .. two, SensirionCrc.Of(two)]);
    }

    private static ChipOnBus Aht20(byte status, int humidity, int temperature)
    {
        byte[] answer = [status, (byte)(humidity >> 12), (byte)(humidity >> 4), (byte)((humidity << 4) | (temperature >> 16)), (byte)(temperature >> 8), (byte)temperature];
        var chip = new ChipOnBus().With(0x71, status).With(0xAC, [.. answer, SensirionCrc.Of(answer)]);
        // What follows the command are its parameters; the answer stays what it is.
        chip.IsReadOnly = true;
        return chip;
    }
}
