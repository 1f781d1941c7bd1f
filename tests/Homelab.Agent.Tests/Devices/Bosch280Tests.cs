using Homelab.Agent.Devices;
using Homelab.TestKit.I2c;

namespace Homelab.Agent.Tests.Devices;

public class Bosch280Tests
{
    /// <summary>The worked example of the BMP280 data sheet, BST-BMP280-DS001 rev 1.14, 3.12, page 23: its calibration, its raw readings, 25.08 C and 100653.27 Pa.</summary>
    private static readonly int[] s_calibration = [27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];
    private const int RawTemperature = 519888;
    private const int RawPressure = 415148;

    internal static ChipOnBus Chip(byte id, int rawHumidity = 0x8000)
    {
        var chip = new ChipOnBus(autoIncrement: true, address: 0x76).With(0xD0, id).With(0xA1, 75).With(0xE1, 0x6A, 0x01, 0x00, 0x13, 0x08, 0x03, 0x1E).With(0xF2, 0).With(0xF3, 0).With(0xF4, 0).With(0xF5, 0).With(0xF6, 0)
            .With(0xF7, Block(RawPressure)).With(0xFA, Block(RawTemperature)).With(0xFD, (byte)(rawHumidity >> 8), (byte)rawHumidity);
        return chip.With(0x88, [.. s_calibration.SelectMany(number => new[] { (byte)number, (byte)(number >> 8) })]);
    }

    private static byte[] Block(int raw) => [(byte)(raw >> 12), (byte)(raw >> 4), (byte)(raw << 4)];

    private static void NoPause(TimeSpan span)
    {
    }

    [Fact]
    public void The_data_sheets_worked_example_gives_its_degrees_and_pascals()
    {
        Assert.True(new Bmp280(Chip(0x58), NoPause).TryRead(out var reading, out _));

        Assert.Equal(25.08, reading.Celsius, 0.005);
        Assert.Equal(100653.27, reading.Pascals, 0.01);
    }

    /// <summary>The BME280 data sheet has no worked example for humidity: self-consistent only, its formula in doubles (8.1) against its formula in integers (4.2.3).</summary>
    [Theory]
    [InlineData(24_000)]
    [InlineData(27_000)]
    [InlineData(30_000)]
    public void Humidity_is_the_same_by_both_formulae_of_the_data_sheet(int raw)
    {
        Assert.True(new Bme280(Chip(0x60, raw), NoPause).TryRead(out var reading, out _));

        Assert.Equal(InIntegers(raw, 128422, 75, 362, 0, (0x13 << 4) | 8, 0x03 << 4, 0x1E) / 1024.0 / 100, reading.Humidity, 0.001);
        Assert.InRange(reading.Humidity, 0.01, 0.99);
        Assert.Equal(100653.27, reading.Pascals, 0.01);
    }

    [Fact]
    public void It_is_told_to_measure_once_a_second_and_given_the_time_for_its_first()
    {
        var chip = Chip(0x60);
        var waited = TimeSpan.Zero;

        Assert.True(new Bme280(chip, span => waited += span).TryRead(out _, out _));

        Assert.Equal((0x01, 0xA0, 0x27), (chip.Register(0xF2)[0], chip.Register(0xF5)[0], chip.Register(0xF4)[0]));
        Assert.InRange(waited.TotalMilliseconds, 9.3, 50);
    }

    [Fact]
    public void A_chip_that_lost_its_power_is_not_believed_and_is_set_up_again()
    {
        var chip = Chip(0x60);
        var driver = new Bme280(chip, NoPause);
        Assert.True(driver.TryRead(out _, out _));
        chip.With(0xF4, 0);

        Assert.False(driver.TryRead(out _, out var problem));
        Assert.Equal("lost its settings, as after a loss of power", problem);
        Assert.True(driver.TryRead(out _, out _));
    }

    [Fact]
    public void Registers_of_before_the_first_measurement_are_no_reading()
    {
        Assert.False(new Bmp280(Chip(0x58).With(0xFA, 0x80, 0, 0), NoPause).TryRead(out _, out var problem));
        Assert.Equal("has measured nothing yet", problem);
    }

    [Theory]
    [InlineData(0x58, "is no BME280: its id is 0x58 and not 0x60, a BMP280's")]
    [InlineData(0x61, "is no BME280: its id is 0x61 and not 0x60, a BME680's")]
    [InlineData(0xff, "is no BME280: its id is 0xff and not 0x60")]
    public void Another_chip_is_told_by_its_id(byte id, string expected)
    {
        Assert.False(new Bme280(Chip(id), NoPause).TryRead(out _, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void A_chip_without_calibration_and_one_outside_its_range_are_not_believed()
    {
        Assert.False(new Bmp280(Chip(0x58).With(0x88, new byte[24]), NoPause).TryRead(out _, out var never));
        Assert.Equal("says that it was never calibrated", never);

        Assert.False(new Bmp280(Chip(0x58).With(0xFA, 0xF0, 0, 0), NoPause).TryRead(out _, out var hot));
        Assert.Equal("is out of its range of -40 to 85 C", hot);
    }

    private static double InIntegers(int raw, int fine, int h1, int h2, int h3, int h4, int h5, int h6)
    {
        var v = fine - 76800;
        v = (((raw << 14) - (h4 << 20) - (h5 * v) + 16384) >> 15)
            * (((((((v * h6) >> 10) * (((v * h3) >> 11) + 32768)) >> 10) + 2097152) * h2 + 8192) >> 14);
        v -= ((((v >> 15) * (v >> 15)) >> 7) * h1) >> 4;
        return Math.Clamp(v, 0, 419430400) >> 12;
    }
}
