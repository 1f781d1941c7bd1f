using Homelab.Agent.Devices;
using Homelab.Domain.Power;
using Homelab.TestKit.I2c;

namespace Homelab.Agent.Tests.Devices;

/// <summary>Self-consistent only: their makers publish the programs that read them, and no worked example.</summary>
public class MicrocontrollersOfHatsTests
{
    private const int Present = 3, Weak = 2, Bad = 1, Absent = 0;

    [Theory]
    [InlineData(0, Present, Absent, true, false)]
    [InlineData(1, Weak, Absent, true, true)]
    [InlineData(2, Absent, Present, true, true)]
    [InlineData(0, Bad, Absent, false, false)]
    [InlineData(0, Absent, Bad, false, false)]
    public void A_PiJuice_is_on_the_mains_where_one_of_its_inputs_is_good_for_something(int battery, int input, int node, bool mains, bool charging)
    {
        Assert.True(new PiJuice(Juice(battery, input, node)).TryRead(out var read, out _));
        Assert.Equal((mains, charging), (read.IsMainsPresent, read.IsCharging));
    }

    [Fact]
    public void A_PiJuice_gives_numbers_with_the_low_byte_first()
    {
        Assert.True(new PiJuice(Juice(0, Absent, Absent)).TryRead(out var read, out _));
        Assert.Equal(new HatReading { BatteryVolts = 3.952, ChargeRatio = 0.87, BatteryCelsius = -5, LoadWatts = 5.012 * 0.75, IsMainsPresent = false, IsCharging = false }, read);

        // Into the PiJuice: what the node draws is then not known.
        Assert.True(new PiJuice(Word(Juice(0, Absent, Present), 0x4F, -300)).TryRead(out var fed, out _));
        Assert.Null(fed.LoadWatts);
    }

    [Theory]
    [InlineData(0x40)]
    [InlineData(0x41)]
    [InlineData(0x47)]
    [InlineData(0x49)]
    [InlineData(0x4D)]
    [InlineData(0x4F)]
    public void A_PiJuice_with_one_bit_wrong_gives_nothing(int command)
    {
        var chip = Juice(0, Present, Absent);
        chip.Register(command)[0] ^= 0x10;
        Assert.False(new PiJuice(chip).TryRead(out _, out var problem));
        Assert.Equal("answers with a wrong checksum", problem);
    }

    [Fact]
    public void A_PiJuice_without_a_battery_is_no_UPS()
    {
        Assert.False(new PiJuice(Juice(3, Present, Absent)).TryRead(out _, out var none));
        Assert.Equal("says that no battery is in it", none);
        Assert.False(new PiJuice(Sum(Juice(0, Present, Absent), 0x41, 101)).TryRead(out _, out var much));
        Assert.Equal("tells a charge of more than 100 %", much);
    }

    [Theory]
    [InlineData(1, 0x15, 672, 3.284, null)]
    [InlineData(3, 0x19, 672, 3.284, null)]
    [InlineData(5, 0x1E, 5376, 3.284, null)]
    [InlineData(4, 0x1D, 672, 3.284, 0x21)]
    [InlineData(6, 0x22, 5376, 3.284, 0x26)]
    [InlineData(7, 0x32, 5376, 3.284, 0x36)]
    public void A_LiFePO4wered_has_its_registers_where_its_version_says(int version, int battery, int steps, double volts, int? input)
    {
        var chip = Low(Low(new ChipOnBus(address: 0x43).With(0, (byte)version), battery, steps), 0x0A, steps);
        foreach (var (register, value) in new[] { (0x34, 7785), (0x38, 1408), (0x10, 500) })
        {
            Low(chip, register, value);
        }

        Low(chip, input ?? 0x70, 500);
        Assert.True(new LiFePO4wered(chip, Passes).TryRead(out var read, out _));
        Assert.Equal(volts, read.BatteryVolts!.Value, 3);
        Assert.Equal(volts, read.LowVolts!.Value, 3);
        Assert.Equal(input is null ? (bool?)null : true, read.IsMainsPresent);
        Assert.Equal(version == 7, read.LoadWatts is > 4.99 and < 5.01);
        Assert.Equal(version != 7, read.LoadWatts is null);
        Assert.Null(read.ChargeRatio);

        Low(chip, input ?? 0x70, 499);
        Assert.True(new LiFePO4wered(chip, Passes).TryRead(out var away, out _));
        Assert.Equal(input is null ? (bool?)null : false, away.IsMainsPresent);
    }

    [Fact]
    public void A_LiFePO4wered_of_another_version_is_named()
    {
        Assert.False(new LiFePO4wered(new ChipOnBus(address: 0x43).With(0, 8), Passes).TryRead(out _, out var newer));
        Assert.Equal("is no LiFePO4wered that this agent knows: the version of its registers is 8", newer);
        Assert.False(new LiFePO4wered(new ChipOnBus(address: 0x43), Passes).TryRead(out _, out var other));
        Assert.Equal("is no LiFePO4wered that this agent knows: the version of its registers is 255", other);
    }

    [Fact]
    public void A_LiFePO4wered_is_believed_when_it_answers_three_times_alike()
    {
        var chip = Low(Low(new ChipOnBus(address: 0x43).With(0, 1), 0x15, 672), 0x0A, 600);
        var turns = 0;
        chip.Written = _ => Low(chip, 0x15, ++turns is 6 or 7 ? 672 + 0x8000 : 672);
        Assert.True(new LiFePO4wered(chip, Passes).TryRead(out var read, out _));
        Assert.Equal(3.284, read.BatteryVolts!.Value, 3);

        chip.Written = _ => Low(chip, 0x15, ++turns);
        Assert.False(new LiFePO4wered(chip, Passes).TryRead(out _, out var problem));
        Assert.Equal("never answers three times alike", problem);
    }

    [Fact]
    public void A_PiJuice_is_told_to_come_back_with_the_mains_before_it_is_told_to_cut()
    {
        var chip = Juice(0, Absent, Absent);
        var written = Written(chip);
        Assert.True(new PiJuice(chip).TryCut(out _));
        Assert.Equal(["63-00-FF", "63", "62-05-FA"], written);
    }

    [Fact]
    public void A_PiJuice_that_would_stay_off_is_not_cut()
    {
        var chip = Sum(Juice(0, Absent, Absent), 0x63, 0x7F);
        chip.IsReadOnly = true;
        var written = Written(chip);
        Assert.False(new PiJuice(chip).TryCut(out var problem));
        Assert.Equal("does not take that it starts its node again with the mains", problem);
        Assert.DoesNotContain(written, bytes => bytes.StartsWith("62", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4, "18-03", "1C-00")]
    [InlineData(6, "18-57-03", "21-6E-00")]
    [InlineData(7, "20-6F-03", "31-7E-00")]
    public void A_LiFePO4wered_is_told_that_its_node_stops_and_comes_back_with_the_mains(int version, string boots, string stops)
    {
        var chip = new ChipOnBus(address: 0x43).With(0, (byte)version);
        var written = Written(chip, bytes =>
        {
            // What stands behind its key is the content.
            if (bytes.Length == 3)
            {
                chip.With(bytes[0], bytes[2]);
            }
        });
        Assert.True(new LiFePO4wered(chip, Passes).TryCut(out _));
        Assert.Equal([boots, stops], written.Where(bytes => bytes.Length > 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_LiFePO4wered_that_does_not_see_the_mains_is_not_cut(int version)
    {
        var chip = new ChipOnBus(address: 0x43).With(0, (byte)version);
        var written = Written(chip);
        Assert.False(new LiFePO4wered(chip, Passes).TryCut(out var problem));
        Assert.Equal($"does not see the mains (the version of its registers is {version}), and would start its node again on its cell", problem);
        Assert.All(written, bytes => Assert.Equal("00", bytes));
    }

    [Fact]
    public void A_LiFePO4wered_that_would_stay_off_is_not_cut()
    {
        var chip = new ChipOnBus(address: 0x43).With(0, 4).With(0x18, 0);
        chip.IsReadOnly = true;
        var written = Written(chip);
        Assert.False(new LiFePO4wered(chip, Passes).TryCut(out var problem));
        Assert.Equal("does not take that it starts its node again with the mains", problem);
        Assert.DoesNotContain("1C-00", written);
    }

    private static List<string> Written(ChipOnBus chip, Action<byte[]>? then = null)
    {
        var written = new List<string>();
        chip.Written = bytes =>
        {
            written.Add(BitConverter.ToString(bytes));
            then?.Invoke(bytes);
        };
        return written;
    }

    private static void Passes(TimeSpan span)
    {
    }

    private static ChipOnBus Low(ChipOnBus chip, int register, int value) => chip.With(register, (byte)value, (byte)(value >> 8));

    private static ChipOnBus Juice(int battery, int input, int node)
    {
        var chip = Sum(Sum(new ChipOnBus(address: 0x14), 0x40, (battery << 2) | (input << 4) | (node << 6)), 0x41, 87);
        return Word(Word(Word(Word(chip, 0x47, -5), 0x49, 3952), 0x4D, 5012), 0x4F, 750);
    }

    private static ChipOnBus Word(ChipOnBus chip, int command, int value) => Sum(chip, command, value & 0xFF, (value >> 8) & 0xFF);

    private static ChipOnBus Sum(ChipOnBus chip, int command, params int[] bytes) =>
        chip.With(command, [.. bytes.Select(value => (byte)value), (byte)bytes.Aggregate(0xFF, (sum, value) => sum ^ value)]);
}
