using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class HwmonCollectorTests
{
    [Theory]
    [InlineData("temp1_input", "temp", "temp1", "input")]
    [InlineData("temp12_crit_alarm", "temp", "temp12", "crit_alarm")]
    [InlineData("pwm1", "pwm", "pwm1", "")]
    [InlineData("intrusion0_alarm", "intrusion", "intrusion0", "alarm")]
    public void Attribute_names_are_split(string file, string type, string sensor, string property)
    {
        Assert.True(HwmonName.TrySplit(file, out var foundType, out var foundSensor, out var foundProperty));
        Assert.Equal((type, sensor, property), (foundType, foundSensor, foundProperty));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("uevent")]
    [InlineData("power")]
    [InlineData("temp1x")]
    [InlineData("1temp_input")]
    [InlineData("beep_enable")]
    public void What_is_no_sensor_is_passed_over(string file) => Assert.False(HwmonName.TrySplit(file, out _, out _, out _));

    [Fact]
    public void A_chip_is_named_by_its_device_since_numbers_change_from_boot_to_boot()
    {
        using var root = Chip("hwmon3", "fan1_input", "1205\n");
        root.With("sys/devices/platform/nct6775.2592/uevent", "").Linked("sys/class/hwmon/hwmon3/device", "../../../devices/platform/nct6775.2592");

        var lines = new HwmonCollector(root.Root).Read().Lines;

        Assert.Contains("node_hwmon_fan_rpm{chip=\"platform_nct6775_2592\",sensor=\"fan1\"} 1205", lines);
        Assert.Contains("node_hwmon_chip_names{chip=\"platform_nct6775_2592\",chip_name=\"chip\"} 1", lines);
    }

    [Fact]
    public void Two_chips_of_one_name_stay_apart()
    {
        using var root = Chip("hwmon0", "temp1_input", "1000\n");
        root.With("sys/class/hwmon/hwmon1/name", "chip\n").With("sys/class/hwmon/hwmon1/temp1_input", "2000\n");

        var series = new HwmonCollector(root.Root).Round().Collection.SeriesOf().ToList();

        Assert.Equal(series.Distinct(), series);
    }

    [Fact]
    public void A_sensor_that_refuses_is_left_out_and_the_others_are_read()
    {
        using var root = Chip("hwmon0", "temp1_input", "nonsense\n");
        root.With("sys/class/hwmon/hwmon0/temp2_input", "41500\n");

        var (outcome, lines) = new HwmonCollector(root.Root).Read();

        Assert.Equal(OutcomeKind.Ok, outcome.Kind);
        Assert.Equal(["node_hwmon_temp_celsius{chip=\"chip\",sensor=\"temp2\"} 41.5"], lines.Where(line => line.StartsWith("node_hwmon_temp", StringComparison.Ordinal)));
    }

    [Fact]
    public void Chips_of_which_no_sensor_answers_are_a_failure()
    {
        using var root = Chip("hwmon0", "temp1_input", "");

        Assert.Equal(OutcomeKind.Failed, new HwmonCollector(root.Root).Read().Outcome.Kind);
    }

    [Fact]
    public void A_machine_without_chips_has_nothing_here()
    {
        using var root = new TestRoot();

        Assert.Equal(CollectorOutcome.NothingHere("no hwmon chip"), new HwmonCollector(root.Root).Read().Outcome);
    }

    [Fact]
    public void Measured_values_are_read_each_round_and_new_chips_are_found_in_time()
    {
        using var root = Chip("hwmon0", "temp1_input", "1000\n");
        var collector = new HwmonCollector(root.Root);
        collector.Read();
        root.With("sys/class/hwmon/hwmon0/temp1_input", "2000\n").With("sys/class/hwmon/hwmon0/fan1_input", "900\n");

        Assert.Contains("node_hwmon_temp_celsius{chip=\"chip\",sensor=\"temp1\"} 2", collector.Read().Lines);
        Assert.Contains(Enumerable.Range(0, 40).Select(_ => collector.Read().Lines), lines => lines.Any(line => line.Contains("fan_rpm", StringComparison.Ordinal)));
    }

    private static TestRoot Chip(string number, string file, string content) =>
        new TestRoot().With($"sys/class/hwmon/{number}/name", "chip\n").With($"sys/class/hwmon/{number}/{file}", content);
}
