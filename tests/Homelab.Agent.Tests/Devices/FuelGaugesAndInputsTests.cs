using System.Text;
using Homelab.Agent.Devices;
using Homelab.TestKit.I2c;

namespace Homelab.Agent.Tests.Devices;

/// <summary>Self-consistent only: the data sheets of these chips hold no worked example.</summary>
public class FuelGaugesAndInputsTests
{
    [Theory]
    [InlineData(Max1704xKind.Max17040, 0x0002, 0xB9A0, 3.7125)]
    [InlineData(Max1704xKind.Max17043, 0x0003, 0xB9AF, 3.7125)]
    [InlineData(Max1704xKind.Max17048, 0x0012, 0xB9AF, 3.713671875)]
    public void A_gauge_of_Maxim_gives_volts_and_charge(Max1704xKind kind, int version, int cell, double volts)
    {
        Assert.True(new Max1704x(Max(version, cell, 0x4B80), kind).TryRead(out var read, out _));
        Assert.Equal(volts, read.Volts, 9);
        Assert.Equal(0.755, read.Charge, 9);
    }

    [Fact]
    public void A_full_cell_may_stand_above_its_scale_and_a_missing_one_is_named()
    {
        Assert.True(new Max1704x(Max(0x0012, 0xD200, 0x6580), Max1704xKind.Max17048).TryRead(out var full, out _));
        Assert.Equal(1, full.Charge);

        Assert.False(new Max1704x(Max(0x0012, 0x0010, 0), Max1704xKind.Max17048).TryRead(out _, out var none));
        Assert.Equal("has no cell", none);
        Assert.False(new Max1704x(Max(0x0003, 0xB9A0, 0), Max1704xKind.Max17048).TryRead(out _, out var other));
        Assert.Equal("is no MAX17048: its version is 0x0003", other);
    }

    /// <summary>The catalogue of checksums has 0xF4 for CRC-8 of "123456789".</summary>
    [Fact]
    public void The_checksum_of_an_LC709203F_is_CRC_8() => Assert.Equal(0xF4, Crc8.Of(Encoding.ASCII.GetBytes("123456789"), 0x07, 0));

    [Fact]
    public void An_LC709203F_gives_volts_and_charge_and_a_wrong_checksum_is_no_reading()
    {
        var chip = Lc(0x15, 1, Lc(0x09, 3712, Lc(0x0F, 755, new ChipOnBus(address: 0x0B))));
        Assert.True(new Lc709203f(chip).TryRead(out var read, out _));
        Assert.Equal(new FuelGaugeReading(3.712, 0.755), read);

        chip.Register(0x09)[2] ^= 1;
        Assert.False(new Lc709203f(chip).TryRead(out _, out var problem));
        Assert.Equal("answers with a wrong checksum", problem);
    }

    [Fact]
    public void An_LC709203F_that_sleeps_is_woken()
    {
        var chip = Lc(0x15, 2, Lc(0x09, 3712, Lc(0x0F, 755, new ChipOnBus(address: 0x0B))));

        Assert.False(new Lc709203f(chip).TryRead(out _, out var problem));

        Assert.Equal("slept, and is woken now", problem);
        Assert.Equal([0x01, 0x00, Crc8.Of([0x16, 0x15, 0x01, 0x00], 0x07, 0)], chip.Register(0x15));
    }

    [Fact]
    public void A_BQ27441_gives_volts_charge_and_amps_and_is_told_by_its_type()
    {
        var chip = Bq(0x0421);
        Assert.True(new Bq27441(chip, _ => { }).TryRead(out var read, out var amps, out _));
        Assert.Equal((new FuelGaugeReading(3.712, 0.75), -0.25), (read, amps));

        Assert.False(new Bq27441(Bq(0x0426), _ => { }).TryRead(out _, out _, out var other));
        Assert.Equal("is no BQ27441: its type is 0x0426 and not 0x0421", other);
    }

    [Fact]
    public void A_PCF8574_gives_a_bit_for_each_pin_and_is_never_written_to()
    {
        var chip = new ChipOnBus(pointerBytes: 0, address: 0x20).With(0, 0b1010_0101);
        var written = 0;
        chip.Written = _ => written++;

        Assert.True(new Pcf8574(chip).TryRead(out var pins, out _));

        Assert.Equal((0b1010_0101, 0), (pins, written));
    }

    private static ChipOnBus Max(int version, int cell, int charge) => new ChipOnBus().WithWord(8, version).WithWord(2, cell).WithWord(4, charge);

    private static ChipOnBus Lc(byte register, int value, ChipOnBus chip) =>
        chip.With(register, (byte)value, (byte)(value >> 8), Crc8.Of([0x16, register, 0x17, (byte)value, (byte)(value >> 8)], 0x07, 0));

    private static ChipOnBus Bq(int type)
    {
        var chip = new ChipOnBus().With(0x04, 3712 & 0xFF, 3712 >> 8).With(0x10, 0x06, 0xFF).With(0x1C, 75, 0);
        chip.Written = bytes =>
        {
            if (bytes is [0, 1, 0])
            {
                chip.With(0, (byte)type, (byte)(type >> 8));
            }
        };
        return chip;
    }
}
