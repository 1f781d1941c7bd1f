using System.Runtime.InteropServices;
using System.Text;
using Homelab.Agent.Collectors.Gpio;
using Homelab.Host.Kernel;

namespace Homelab.Agent.Tests.Collectors.Gpio;

/// <summary>What the kernel answers, by struct gpioline_info of linux/gpio.h: offset and flags of four bytes each, then name and consumer of 32.</summary>
public class LinesOfAGpioChip
{
    [Theory]
    [InlineData(0u, "", "")]
    [InlineData(1u, "w1", "w1")]
    [InlineData(1u, "", "the kernel")]
    [InlineData(0u, "left over", "")]
    [InlineData(3u, "an output of somebody's with 32 chr", "an output of somebody's with 32 ")]
    public void Have_a_number_a_name_and_who_uses_them(uint flags, string consumer, string expected)
    {
        var line = new byte[72];
        BitConverter.TryWriteBytes(line, 17);
        BitConverter.TryWriteBytes(line.AsSpan(4), flags);
        Encoding.ASCII.GetBytes("GPIO17", line.AsSpan(8, 32));
        Encoding.ASCII.GetBytes(consumer.Length > 32 ? consumer[..32] : consumer, line.AsSpan(40, 32));
        Assert.Equal(new GpioLine(17, "GPIO17", expected), GpioLines.Parse(line));
    }

    [Fact]
    public void Are_not_read_from_what_is_no_chip_or_not_there()
    {
        const int enotty = 25;
        Assert.Equal(enotty, Assert.Throws<IOException>(() => GpioLines.Of("/dev/null")).HResult);
        Assert.Equal("is not there", Assert.Throws<GpioAbsentException>(() => new KernelGpioChip(250).Lines()).Message);
    }

    [Fact]
    public void Need_libgpiod_1_or_2_and_the_missing_library_is_told_from_a_missing_chip()
    {
        var isInstalled = new[] { "libgpiod.so.1", "libgpiod.so.2", "libgpiod.so.3" }.Any(name => NativeLibrary.TryLoad(name, out _));
        var failure = Record.Exception(() => new KernelGpioChip(250).Open());
        Assert.NotNull(failure);
        Assert.Equal(!isInstalled, GpioLibrary.IsMissing(failure));
    }
}
