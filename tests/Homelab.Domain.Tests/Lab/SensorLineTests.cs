using Homelab.Domain.Lab;

namespace Homelab.Domain.Tests.Lab;

public class SensorLineTests
{
    public static TheoryData<string> Chips => [.. SensorChips.All.Select(chip => chip.Name)];

    [Theory]
    [MemberData(nameof(Chips))]
    public void What_the_coordinator_writes_the_agent_reads(string chip)
    {
        foreach (var address in SensorChips.Find(chip)!.Addresses)
        {
            var sensor = new SensorConfig { Name = "cellar-1", Chip = SensorChips.Find(chip), Bus = 3, Address = address, ShuntOhms = 0.0005 };

            Assert.Equal(sensor, SensorLine.Parse(SensorLine.Of(sensor), 3, out var problem));
            Assert.Equal("", problem);
        }
    }

    [Fact]
    public void A_sensor_without_an_address_is_at_the_usual_one() =>
        Assert.Equal("cellar bme280 0x76", SensorLine.Of(new SensorConfig { Name = "cellar", Chip = SensorChips.Find("bme280") }));

    [Theory]
    [InlineData("", "is declared in a way that this agent does not understand")]
    [InlineData("cellar bme280", "is declared in a way that this agent does not understand")]
    [InlineData("cellar bme280 76", "is declared in a way that this agent does not understand")]
    [InlineData("cellar bme280 0x80", "is declared in a way that this agent does not understand")]
    [InlineData("cellar bme9000 0x76", "is a bme9000, which this agent does not know")]
    [InlineData("amps ina219 0x40 shunt_ohms=-1", "is declared with shunt_ohms=-1, which this agent does not understand")]
    [InlineData("amps ina219 0x40 gain=2", "is declared with gain=2, which this agent does not understand")]
    public void What_is_not_understood_is_refused(string line, string expected)
    {
        Assert.Null(SensorLine.Parse(line, 1, out var problem));
        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("i2c-1", 1)]
    [InlineData("i2c-20", 20)]
    [InlineData("i2c-", null)]
    [InlineData("i2c--1", null)]
    [InlineData("hwmon", null)]
    public void A_collectors_name_tells_its_bus(string name, int? bus) => Assert.Equal(bus, SensorLine.BusOf(name));
}
