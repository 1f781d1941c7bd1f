using System.Text.Json;
using Homelab.TestKit.Labs;

namespace Homelab.System.Tests.Readings;

/// <summary>What the programs make of a Raspberry Pi by the word of a real kernel. The values are those that qemu puts into its registers.</summary>
[Trait("Run", "full")]
public sealed class OnARaspberryPi(ARunOnARaspberryPi pi) : IClassFixture<ARunOnARaspberryPi>
{
    [Theory]
    [InlineData("# fact machine: Raspberry Pi 3 Model B")]
    [InlineData("# fact architecture: aarch64")]
    [InlineData("# fact storage.mmcblk0: SD card, QEMU!, 02/2006, aa585951454d552101deadbeef006219")]
    [InlineData("node_filesystem_device_error{device=\"/dev/mmcblk0\",fstype=\"ext4\",mountpoint=\"/state\"} 0")]
    [InlineData("node_hwmon_temp_celsius{chip=\"thermal_thermal_zone0\",sensor=\"temp1\"} 25.178")]
    [InlineData("node_thermal_zone_temp{type=\"cpu-thermal\",zone=\"0\"} 25.178")]
    [InlineData("node_thermal_zone_trip_celsius{trip=\"critical\",type=\"cpu-thermal\",zone=\"0\"} 90")]
    [InlineData("# collector raspberrypi: nothing_here, no /dev/vcio: only kernels of Raspberry Pi OS let the firmware be asked for throttling")]
    public void The_agent_reads_what_the_board_is(string line) => Assert.Contains(line, pi.Console);

    [Fact]
    public void No_collector_of_the_agent_fails() =>
        Assert.All(pi.Console.Where(line => line.StartsWith("# collector ", StringComparison.Ordinal)), line => Assert.Matches(": (ok|nothing_here)", line));

    [Fact]
    public void The_card_is_known_by_its_own_register()
    {
        var card = LabOnOneMachine.Last(pi.Console, "storage").GetProperty("storage").EnumerateArray().Single(device => device.GetProperty("device").GetString() == "mmcblk0");

        Assert.Equal(("aa585951454d552101deadbeef006219", "QEMU!", "0xdeadbeef", "02/2006"), (Text(card, "identity"), Text(card, "model"), Text(card, "serial"), Text(card, "made")));
        Assert.Equal(64 << 20, card.GetProperty("sizeBytes").GetInt64());
        Assert.True(card.GetProperty("writtenBytes").GetInt64() > 0, "the state lies on it");
    }

    [Fact]
    public void Inputs_are_read_by_number_and_name_and_follow_the_level()
    {
        var (before, after) = (Sensors("before"), Sensors("after"));

        Assert.Equal((0, 1), (Value(before["door"], "input"), Value(after["door"], "input")));
        Assert.Equal((0, 1), (Value(before["door"], "edges"), Value(after["door"], "edges")));
        // Active where it is low, as it is.
        Assert.Equal(1, Value(after["leak"], "input"));
        Assert.Equal("is no line of /dev/gpiochip0: it has 54 and none is 60", Text(after["beyond"], "problem"));
    }

    [Fact]
    public void An_output_is_held_inactive_and_the_kernel_says_by_whom()
    {
        Assert.Equal(0, Value(Sensors("after")["buzzer"], "output"));
        Assert.Matches(@"^ gpio-\d+ \(GPIO20 +\|homelab-agent +\) out hi", Assert.Single(pi.Console, line => line.Contains("(GPIO20 ", StringComparison.Ordinal)));
        Assert.Matches(@"^ gpio-\d+ \(GPIO17 +\|homelab-agent +\) in +hi", Assert.Single(pi.Console, line => line.Contains("(GPIO17 ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_bus_where_nothing_ever_comes_back_is_said_to_be_held()
    {
        Assert.Equal("is not reached: something holds the bus", Text(Sensors("after")["far"], "problem"));
        var bus = LabOnOneMachine.Last(pi.Console, "scan").GetProperty("things").EnumerateArray().First();
        Assert.Equal(("i2c-1", "is held by something: given up at 0x0b"), (Text(bus, "place"), Text(bus, "what")));
    }

    private Dictionary<string, JsonElement> Sensors(string name) =>
        LabOnOneMachine.Last(pi.Console, name).GetProperty("sensors").EnumerateArray().ToDictionary(sensor => Text(sensor, "name"));

    private static string Text(JsonElement of, string property) => of.GetProperty(property).GetString()!;

    private static double Value(JsonElement sensor, string quantity) =>
        sensor.GetProperty("readings").EnumerateArray().Single(reading => Text(reading, "quantity") == quantity).GetProperty("value").GetDouble();
}
