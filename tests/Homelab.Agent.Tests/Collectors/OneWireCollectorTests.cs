using Homelab.Agent.Collectors;

namespace Homelab.Agent.Tests.Collectors;

public class OneWireCollectorTests
{
    private const string Device = "28-00000a1b2c3d";

    /// <summary>Scratchpads of the DS18B20 data sheet's table of temperatures: +25.0625, +0.5, -10.125 and -55 C.</summary>
    [Theory]
    [InlineData("91 01 4b 46 7f ff 0f 10 25 : crc=25 YES\n91 01 4b 46 7f ff 0f 10 25 t=25062\n", "25.062")]
    [InlineData("08 00 4b 46 7f ff 08 10 06 : crc=06 YES\n08 00 4b 46 7f ff 08 10 06 t=500\n", "0.5")]
    [InlineData("5e ff 4b 46 7f ff 02 10 1d : crc=1d YES\n5e ff 4b 46 7f ff 02 10 1d t=-10125\n", "-10.125")]
    [InlineData("90 fc 4b 46 7f ff 10 10 8c : crc=8c YES\n90 fc 4b 46 7f ff 10 10 8c t=-55000\n", "-55")]
    public void A_temperature_is_read(string slave, string celsius)
    {
        using var root = Thermometer(slave);

        var (outcome, lines) = new OneWireCollector(root.Root).Read();

        Assert.Equal(OutcomeKind.Ok, outcome.Kind);
        Assert.Equal([$"node_w1_temperature_celsius{{device=\"{Device}\"}} {celsius}"], lines);
    }

    [Theory]
    [InlineData("72 01 4b 46 7f ff 0e 10 57 : crc=12 NO\n72 01 4b 46 7f ff 0e 10 57 t=23125\n", "its checksum is wrong")]
    [InlineData("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n50 05 4b 46 7f ff 0c 10 1c t=85000\n", "has measured nothing since its power came (85 C)")]
    [InlineData("ff ff ff ff ff ff ff ff ff : crc=c9 YES\nff ff ff ff ff ff ff ff ff t=127937\n", "is out of its range of -55 to 125 C")]
    [InlineData("72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n", "said something that is not understood")]
    [InlineData("72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 t=23x25\n", "said something that is not understood")]
    [InlineData("nonsense", "said something that is not understood")]
    [InlineData("", "said nothing")]
    public void What_cannot_be_believed_is_named_and_is_no_reading(string slave, string why)
    {
        using var root = Thermometer(slave);

        var (outcome, lines) = new OneWireCollector(root.Root).Read();

        Assert.Equal(CollectorOutcome.Failed($"{Device} {why}"), outcome);
        Assert.Empty(lines);
    }

    [Fact]
    public void A_bad_thermometer_holds_up_no_other_and_is_forgotten_when_it_is_taken_away()
    {
        using var root = Thermometer("");
        root.With("sys/bus/w1/devices/28-000000000001/w1_slave", "x : crc=57 YES\nx t=23125\n");
        var collector = new OneWireCollector(root.Root);

        Assert.Equal(["node_w1_temperature_celsius{device=\"28-000000000001\"} 23.125"], collector.Read().Lines);

        Directory.Delete(Path.Combine(root.Path, "sys/bus/w1/devices", Device), recursive: true);
        Assert.Equal(CollectorOutcome.Ok, collector.Read().Outcome);
    }

    [Fact]
    public void Many_thermometers_take_turns_and_a_lasting_fault_is_said_in_the_same_words_each_round()
    {
        using var root = new TestRoot();
        for (var i = 0; i < 10; i++)
        {
            root.With($"sys/bus/w1/devices/28-00000000000{i}/w1_slave", i == 3 ? "" : $"x : crc=57 YES\nx t={20000 + i}\n");
        }

        var collector = new OneWireCollector(root.Root);
        var rounds = Enumerable.Range(0, 5).Select(_ => collector.Read()).ToList();

        Assert.All(rounds, round => Assert.True(round.Lines.Length <= OneWireCollector.ReadsPerRound));
        Assert.Equal(9, rounds.Take(3).SelectMany(round => round.Lines).Distinct().Count());
        Assert.Equal("28-000000000003 said nothing", Assert.Single(rounds.Select(round => round.Outcome.Detail).Distinct()));
    }

    [Fact]
    public void A_bus_without_thermometers_has_nothing_here()
    {
        using var root = new TestRoot().With("sys/bus/w1/devices/w1_bus_master1/w1_master_slaves", "not found.\n");

        Assert.Equal(CollectorOutcome.NothingHere("no 1-Wire thermometer"), new OneWireCollector(root.Root).Read().Outcome);
    }

    private static TestRoot Thermometer(string slave) => new TestRoot().With($"sys/bus/w1/devices/{Device}/w1_slave", slave);
}
