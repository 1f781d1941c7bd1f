using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.I2c;
using Homelab.Agent.Tests.Devices;
using Homelab.TestKit.I2c;
using Homelab.TestKit.Waiting;

namespace Homelab.Agent.Tests.Collectors.I2c;

public class I2cBusCollectorTests
{
    private const string Cellar = "cellar bme280 0x76";
    private const string Supply = "supply ina219 0x40 shunt_ohms=0.002";

    private static ChipOnBus Ina219() => new ChipOnBus().WithWord(0, 0x399F).WithWord(1, 0x07D0).WithWord(2, 0x5D98);

    [Fact]
    public void Each_declared_chip_gives_its_series_under_the_name_of_the_sensor()
    {
        using var bus = new BusUnderTest([Cellar, Supply], new() { [0x76] = () => Bosch280Tests.Chip(0x60, 27_000), [0x40] = Ina219 });

        var (outcome, collection) = bus.Round();

        Assert.Equal(CollectorOutcome.Ok, outcome);
        Assert.Equal(
            [
                "node_sensor_amps{chip=\"ina219\",sensor=\"supply\"}", "node_sensor_humidity_ratio{chip=\"bme280\",sensor=\"cellar\"}",
                "node_sensor_pressure_pascals{chip=\"bme280\",sensor=\"cellar\"}", "node_sensor_temperature_celsius{chip=\"bme280\",sensor=\"cellar\"}",
                "node_sensor_volts{chip=\"ina219\",sensor=\"supply\"}", "node_sensor_watts{chip=\"ina219\",sensor=\"supply\"}",
            ],
            collection.SeriesOf().Select(series => series.Metric + series.Labels).Order(StringComparer.Ordinal));
        Assert.All(collection.Samples, sample => Assert.Equal("i2c-1", sample.Series.Collector));
        Assert.Equal([("cellar", ""), ("supply", "")], collection.Sensors.Select(state => (state.Name, state.Problem)));
    }

    [Fact]
    public void A_missing_and_a_wrong_chip_are_named_and_the_others_are_read()
    {
        using var bus = new BusUnderTest(
            ["attic bme280 0x77", Cellar, Supply],
            new() { [0x77] = () => Bosch280Tests.Chip(0x58), [0x76] = () => new ChipOnBus { Fault = BusFault.Nack }, [0x40] = Ina219 });

        var (outcome, collection) = bus.Round();

        Assert.Equal(CollectorOutcome.Failed("attic is no BME280: its id is 0x58 and not 0x60, a BMP280's; cellar does not answer at 0x76"), outcome);
        Assert.Equal(3, collection.Samples.Count);
    }

    [Fact]
    public void A_chip_that_comes_back_is_set_up_from_the_beginning()
    {
        var there = false;
        using var bus = new BusUnderTest([Cellar], new() { [0x76] = () => there ? Bosch280Tests.Chip(0x60) : new ChipOnBus { Fault = BusFault.Nack } });

        Assert.Equal(OutcomeKind.Failed, bus.Round().Outcome.Kind);
        there = true;

        Assert.Equal(CollectorOutcome.Ok, bus.Round().Outcome);
        Assert.True(bus.Opened[0].IsDisposed);
    }

    [Fact]
    public void A_stuck_chip_costs_a_part_of_a_round_and_the_next_round_begins_behind_it()
    {
        var lines = Enumerable.Range(0, 6).Select(number => $"supply-{number} ina219 0x4{number} shunt_ohms=0.002").ToList();
        using var bus = new BusUnderTest(lines, new()
        {
            [0x40] = () => new ChipOnBus { Fault = BusFault.Stuck },
            [0x41] = () => new ChipOnBus { Fault = BusFault.Stuck },
            [0x42] = Ina219, [0x43] = Ina219, [0x44] = Ina219, [0x45] = Ina219,
        });

        Assert.Empty(bus.Round().Collection.Samples);
        var second = bus.Round();

        Assert.Equal(12, second.Collection.Samples.Count);
        Assert.Equal("supply-0 is not reached: something holds the bus; supply-1 is not reached: something holds the bus", second.Outcome.Detail);
    }

    [Fact]
    public void A_bus_that_is_not_there_says_what_to_do()
    {
        using var root = new TestRoot();
        using var collector = new I2cBusCollector(3, root.Root, (_, _) => throw new IOException(), _ => { }, new HandClock());

        Assert.Equal("no /dev/i2c-3: is I2C switched on (dtparam=i2c_arm=on), and the module i2c-dev loaded?", collector.Read(BusUnderTest.Of([Cellar])).Outcome.Detail);
        Assert.Equal(OutcomeKind.NothingHere, collector.Read().Outcome.Kind);
    }

    [Fact]
    public void A_chip_and_a_setting_of_a_newer_coordinator_are_refused_by_name()
    {
        using var bus = new BusUnderTest(["new scd41 0x62", "odd ina219 0x40 shunt_ohms=0.1 gain=8", "short", Supply], new() { [0x40] = Ina219 });

        var (outcome, collection) = bus.Round();

        Assert.Equal(
            "new is a scd41, which this agent does not know; odd is declared with gain=8, which this agent does not understand; short is declared in a way that this agent does not understand",
            outcome.Detail);
        Assert.Equal(3, collection.Samples.Count);
    }

    [Fact]
    public void Another_declaration_closes_what_was_open()
    {
        using var bus = new BusUnderTest([Supply], new() { [0x40] = Ina219 });
        bus.Round();

        bus.Settings = BusUnderTest.Of([]);

        Assert.Equal(OutcomeKind.NothingHere, bus.Round().Outcome.Kind);
        Assert.True(Assert.Single(bus.Opened).IsDisposed);
    }
}
