using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class RaspberryPiCollectorTests
{
    [Fact]
    public void The_firmwares_bits_are_told_one_by_one_now_and_since_boot()
    {
        using var root = Pi();

        // Under-voltage now; under-voltage and throttled since boot.
        var lines = new RaspberryPiCollector(root.Root, () => 0x50001).Read().Lines;

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

        var collection = new RaspberryPiCollector(root.Root, () => null).Round().Collection;

        Assert.Equal("10000000abcdef01", collection.Facts["rpi_serial"]);
        Assert.Equal("2", collection.Facts["rpi_power_reset"]);
        Assert.Equal("enabled", collection.Facts["rpi_usb_max_current"]);
        Assert.Equal([("node_rpi_supply_max_amps", 4.872), ("node_rpi_rtc_charging_volts", 3.0)], collection.Samples.Select(sample => (sample.Series.Metric, sample.Value)));
    }

    [Fact]
    public void A_cell_of_the_wrong_length_says_nothing()
    {
        using var root = Pi().With("proc/device-tree/chosen/power/max_current", "\0\u0001");

        Assert.Empty(new RaspberryPiCollector(root.Root, () => null).Round().Collection.Samples);
    }

    [Fact]
    public void Another_machine_is_not_asked()
    {
        using var root = new TestRoot().With("proc/device-tree/model", "Pine64 Rock64\0");

        var outcome = new RaspberryPiCollector(root.Root, () => throw new InvalidOperationException("asked")).Read().Outcome;

        Assert.Equal(CollectorOutcome.NothingHere("not a Raspberry Pi"), outcome);
    }

    private static TestRoot Pi() => new TestRoot().With("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
}
