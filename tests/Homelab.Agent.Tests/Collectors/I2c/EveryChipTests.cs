using Homelab.Agent.Collectors.I2c;
using Homelab.Domain.Lab;
using Homelab.TestKit.I2c;

namespace Homelab.Agent.Tests.Collectors.I2c;

/// <summary>What holds for every chip, whatever it measures.</summary>
public class EveryChipTests
{
    public static TheoryData<string> Chips => [.. SensorChips.All.Select(chip => chip.Name)];

    [Fact]
    public void The_lab_file_and_the_agent_know_the_same_chips() =>
        Assert.Equal(SensorChips.All.Select(chip => chip.Name).Order(StringComparer.Ordinal), ChipReaders.Chips.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Chips))]
    public void One_that_does_not_answer_is_named_with_its_address_and_asked_again(string chip)
    {
        using var bus = new BusUnderTest([Declared(chip)]) { Fault = BusFault.Nack };

        Assert.Equal($"probe does not answer at 0x{Sensor(chip).AddressOnBus:x2}", bus.Round().Outcome.Detail);
        Assert.Equal($"probe does not answer at 0x{Sensor(chip).AddressOnBus:x2}", bus.Round().Outcome.Detail);
        Assert.Equal(2, bus.Opened.Count);
    }

    [Theory]
    [MemberData(nameof(Chips))]
    public void One_on_a_stuck_bus_is_said_to_be_so(string chip)
    {
        using var bus = new BusUnderTest([Declared(chip)]) { Fault = BusFault.Stuck };

        Assert.Equal("probe is not reached: something holds the bus", bus.Round().Outcome.Detail);
    }

    [Theory]
    [MemberData(nameof(Chips))]
    public void Garbage_never_ends_the_collector_and_gives_finite_values_only(string chip)
    {
        using var bus = new BusUnderTest([Declared(chip)]) { Fault = BusFault.Garbage };

        for (var round = 0; round < 200; round++)
        {
            var (_, collection) = bus.Round();
            Assert.All(collection.Samples, sample => Assert.True(double.IsFinite(sample.Value)));
        }
    }

    private static SensorConfig Sensor(string chip)
    {
        var known = SensorChips.Find(chip)!;
        return new SensorConfig { Name = "probe", Chip = known, ShuntOhms = known.NeedsShunt ? 0.1 : null };
    }

    private static string Declared(string chip) => SensorLine.Of(Sensor(chip));
}
