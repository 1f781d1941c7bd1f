using Homelab.Agent.Devices;
using Homelab.TestKit.I2c;

namespace Homelab.Agent.Tests.Devices;

public class ThermometersTests
{
    /// <summary>Temperatures of LM75B, TI SNIS153D, table of 7.5.2: nine bits at the top.</summary>
    [Theory]
    [InlineData(0x0FA << 7, 125)]
    [InlineData(0x032 << 7, 25)]
    [InlineData(0x001 << 7, 0.5)]
    [InlineData(0x000 << 7, 0)]
    [InlineData(0x1FF << 7, -0.5)]
    [InlineData(0x1CE << 7, -25)]
    [InlineData(0x192 << 7, -55)]
    public void An_LM75_gives_the_degrees_of_its_data_sheet(int register, double celsius)
    {
        Assert.True(new Lm75(new ChipOnBus().WithWord(0, register).With(1, 0)).TryRead(out var read, out _));
        Assert.Equal(celsius, read);
    }

    /// <summary>Temperatures of the TMP102, TI SBOS397, table of 7.3.1 (twelve bits) and of the extended mode (thirteen bits, the lowest bit of the register set).</summary>
    [Theory]
    [InlineData(0x7FF << 4, 127.9375)]
    [InlineData(0x640 << 4, 100)]
    [InlineData(0x190 << 4, 25)]
    [InlineData(0x004 << 4, 0.25)]
    [InlineData(0xFFC << 4, -0.25)]
    [InlineData(0xE70 << 4, -25)]
    [InlineData(0xC90 << 4, -55)]
    [InlineData((0x0960 << 3) | 1, 150)]
    [InlineData((0x1E70 << 3) | 1, -25)]
    public void A_TMP102_gives_the_degrees_of_its_data_sheet(int register, double celsius)
    {
        Assert.True(new Tmp102(new ChipOnBus().WithWord(0, register).WithWord(1, 0x60A0)).TryRead(out var read, out _));
        Assert.Equal(celsius, read);
    }

    /// <summary>Temperatures of the TMP117, TI SNOSD82, table of 7.3.1.</summary>
    [Theory]
    [InlineData(0x3200, 100)]
    [InlineData(0x0C80, 25)]
    [InlineData(0x0001, 0.0078125)]
    [InlineData(0xFFFF, -0.0078125)]
    [InlineData(0xF380, -25)]
    public void A_TMP117_gives_the_degrees_of_its_data_sheet(int register, double celsius)
    {
        Assert.True(new Tmp117(Tmp117(register)).TryRead(out var read, out _));
        Assert.Equal(celsius, read);
    }

    /// <summary>Self-consistent only: the bits of DS25095A, 5.1.3, with the flags of the alerts above the sign set and clear.</summary>
    [Theory]
    [InlineData(0xC194, 25.25)]
    [InlineData(0x0194, 25.25)]
    [InlineData(0x1E6C, -25.25)]
    [InlineData(0x1FFF, -0.0625)]
    public void An_MCP9808_gives_degrees_whatever_its_alerts_say(int register, double celsius)
    {
        Assert.True(new Mcp9808(Mcp9808(register)).TryRead(out var read, out _));
        Assert.Equal(celsius, read);
    }

    /// <summary>DS3231, Maxim 19-5170 rev 10, page 15: 00011001 01b is 25.25 C.</summary>
    [Theory]
    [InlineData(0x1940, 0x08, 25.25, false)]
    [InlineData(0xE6C0, 0x88, -25.25, true)]
    public void A_DS3231_gives_the_degrees_of_its_data_sheet_and_whether_its_clock_stood_still(int register, byte status, double celsius, bool stopped)
    {
        Assert.True(new Ds3231(new ChipOnBus(autoIncrement: true).With(0, 0x59).With(0x0F, status).WithWord(0x11, register)).TryRead(out var read, out _));
        Assert.Equal(new Ds3231Reading(celsius, stopped), read);
    }

    [Fact]
    public void Another_chip_is_told_by_what_it_says_of_itself()
    {
        Assert.False(new Mcp9808(Mcp9808(0x0194).WithWord(7, 0x0200)).TryRead(out _, out var mcp));
        Assert.Equal("is no MCP9808: its maker is 0x0054 and its id 0x02, not 0x0054 and 0x04", mcp);
        Assert.False(new Tmp117(Tmp117(0x0C80).WithWord(0x0F, 0x0116)).TryRead(out _, out var tmp117));
        Assert.Equal("is no TMP117: its id is 0x116 and not 0x117", tmp117);
        Assert.False(new Tmp102(new ChipOnBus().WithWord(0, 0x1900).WithWord(1, 0x00A0)).TryRead(out _, out var tmp102));
        Assert.Equal("is no TMP102: its settings are 0x00a0", tmp102);
        Assert.False(new Ds3231(new ChipOnBus(autoIncrement: true).With(0, 0x7A).With(0x0F, 0)).TryRead(out _, out var ds3231));
        Assert.Equal("is no DS3231: its seconds or its status hold bits that it has not", ds3231);
    }

    [Fact]
    public void A_thermometer_that_is_shut_down_shows_an_old_value_and_is_not_believed()
    {
        Assert.False(new Lm75(new ChipOnBus().WithWord(0, 0x1900).With(1, 1)).TryRead(out _, out var lm75));
        Assert.False(new Tmp102(new ChipOnBus().WithWord(0, 0x1900).WithWord(1, 0x61A0)).TryRead(out _, out var tmp102));
        Assert.False(new Tmp117(Tmp117(0x0C80).WithWord(1, 0x0400)).TryRead(out _, out var tmp117));
        Assert.False(new Mcp9808(Mcp9808(0x0194).WithWord(1, 0x0100)).TryRead(out _, out var mcp));
        Assert.All([lm75, tmp102, tmp117, mcp], problem => Assert.Equal("is shut down by its configuration", problem));

        Assert.False(new Tmp117(Tmp117(0x8000)).TryRead(out _, out var nothing));
        Assert.Equal("has measured nothing yet", nothing);
    }

    private static ChipOnBus Tmp117(int register) => new ChipOnBus().WithWord(0, register).WithWord(1, 0x0220).WithWord(0x0F, 0x0117);

    private static ChipOnBus Mcp9808(int register) => new ChipOnBus().WithWord(1, 0).WithWord(5, register).WithWord(6, 0x0054).WithWord(7, 0x0400);
}
