using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class RaspberryPiCollectorTests
{
    [Fact]
    public void The_firmwares_bits_are_told_one_by_one_now_and_since_boot()
    {
        using var root = Pi();

        // Under-voltage now; under-voltage and throttled since boot.
        var lines = new RaspberryPiCollector(root.Root, () => 0x50001, NoCommand).Read().Lines;

        Assert.Equal(
            ["node_rpi_throttled_since_boot{condition=\"throttled\"} 1", "node_rpi_throttled_since_boot{condition=\"under_voltage\"} 1", "node_rpi_throttled{condition=\"under_voltage\"} 1"],
            lines.Where(line => line.EndsWith(" 1", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(8, lines.Length);
    }

    [Fact]
    public void A_Pi_5_says_why_it_started_and_what_its_supply_gives()
    {
        using var root = Pi();
        root.With("proc/device-tree/serial-number", "10000000abcdef01\0")
            .With("proc/device-tree/chosen/power/power_reset", "\0\0\0\u0002")
            .With("proc/device-tree/chosen/power/usb_max_current_enable", "\0\0\0\u0001")
            .With("proc/device-tree/chosen/power/max_current", "\0\0\u0013\u0008") // 0x1308 = 4872 mA.
            .With("sys/class/rtc/rtc0/charging_voltage", "3000000\n");

        var collection = new RaspberryPiCollector(root.Root, () => null, NoCommand).Round().Collection;

        Assert.Equal("10000000abcdef01", collection.Facts["rpi_serial"]);
        Assert.Equal("2", collection.Facts["rpi_power_reset"]);
        Assert.Equal("enabled", collection.Facts["rpi_usb_max_current"]);
        Assert.Equal([("node_rpi_supply_max_amps", 4.872), ("node_rpi_rtc_charging_volts", 3.0)], collection.Samples.Select(sample => (sample.Series.Metric, sample.Value)));
    }

    /// <summary>As a board prints it; its cell is not there.</summary>
    [Fact]
    public void A_Pi_5_says_what_its_supply_gives_and_what_its_rails_carry()
    {
        using var root = Pi().With("proc/device-tree/chosen/power/power_reset", "\0\0\0\0");
        const string Said = "   3V3_SYS_A current(1)=0.08197812A\n  VDD_CORE_A current(7)=1.11625000A\n   3V3_SYS_V volt(9)=3.31652900V\n  VDD_CORE_V volt(15)=0.74944980V\n     EXT5V_V volt(24)=5.08530000V\n      BATT_V volt(25)=0.00000000V\n";

        var samples = new RaspberryPiCollector(root.Root, () => 0, asked => asked == "pmic_read_adc" ? Said : null).Round().Collection.Samples
            .Where(sample => !sample.Series.Metric.Contains("throttled", StringComparison.Ordinal))
            .Select(sample => (sample.Series.Metric, Math.Round(sample.Value, 4)));

        // 0.0820 A at 3.3165 V and 1.1163 A at 0.7494 V.
        Assert.Equal([("node_rpi_input_volts", 5.0853), ("node_rpi_rtc_battery_volts", 0), ("node_rpi_rails_watts", 1.1085)], samples);
    }

    [Theory]
    [InlineData("error=1 error_msg=\"Command not registered\"")]
    [InlineData("EXT5V_V volt(24)=")]
    [InlineData("EXT5V_V volt(24)=5.1A")]
    [InlineData("EXT5V_V volt(24)=-1V")]
    [InlineData("EXT5V_V volt(24)=1e300V")]
    [InlineData("EXT5V_V volt(24)=NaNV")]
    [InlineData("EXT5V_V volt(24)=500V")]
    [InlineData("_V =1V\n=\nV\n\0\n")]
    public void What_is_no_rail_says_nothing(string text) => Assert.Equal(default, PowerRails.Of(text));

    [Fact]
    public void A_board_without_that_chip_is_not_asked_for_rails()
    {
        using var root = Pi();

        Assert.Equal(CollectorOutcome.Ok, new RaspberryPiCollector(root.Root, () => 0, _ => throw new InvalidOperationException("asked")).Round().Outcome);
    }

    [Fact]
    public void Its_bootloader_is_named_by_build_and_version()
    {
        using var root = Pi()
            .With("proc/device-tree/chosen/bootloader/build-timestamp", "\u0066\u0070\u0071\u0072") // 0x66707172 seconds.
            .With("proc/device-tree/chosen/bootloader/version", "26826259570b2b0e0ee8d1f1a7a4c8c2a5b0f7e1\0");

        var facts = new RaspberryPiCollector(root.Root, () => null, NoCommand).Round().Collection.Facts;

        Assert.Equal("2024-06-17", facts["rpi_bootloader"]);
        Assert.Equal("26826259570b2b0e0ee8d1f1a7a4c8c2a5b0f7e1", facts["rpi_bootloader_version"]);
    }

    [Fact]
    public void A_cell_of_the_wrong_length_says_nothing()
    {
        using var root = Pi().With("proc/device-tree/chosen/power/max_current", "\0\u0001");

        Assert.Empty(new RaspberryPiCollector(root.Root, () => null, NoCommand).Round().Collection.Samples);
    }

    [Fact]
    public void Another_machine_is_not_asked()
    {
        using var root = new TestRoot().With("proc/device-tree/model", "Pine64 Rock64\0");

        var outcome = new RaspberryPiCollector(root.Root, () => throw new InvalidOperationException("asked"), NoCommand).Read().Outcome;

        Assert.Equal(CollectorOutcome.NothingHere("not a Raspberry Pi"), outcome);
    }

    private static string? NoCommand(string command) => null;

    private static TestRoot Pi() => new TestRoot().With("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
}
