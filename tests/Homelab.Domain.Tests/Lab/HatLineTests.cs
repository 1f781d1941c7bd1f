using Homelab.Domain.Lab;

namespace Homelab.Domain.Tests.Lab;

public class HatLineTests
{
    public static TheoryData<string> Boards => [.. HatBoards.All.Select(board => board.Name)];

    [Theory]
    [MemberData(nameof(Boards))]
    public void What_is_written_is_read_again_as_the_same_UPS(string board)
    {
        var plain = new HatSource("pi") { Board = HatBoards.Find(board), Bus = 3, Address = 0x36 };
        Assert.Equal(plain with { Mains = plain.MainsLine }, HatLine.Parse(HatLine.Of(plain), "pi", out var problem));
        Assert.Equal("", problem);

        var whole = plain with
        {
            Gauge = SensorChips.Find("bq27441"),
            ShuntOhms = 0.01,
            LowVolts = 3.25,
            Mains = new InputConfig { Name = "mains", ChipNumber = 4, Line = "GPIO / 6", IsActiveLow = true, Pull = InputPull.Up },
        };
        Assert.Null(HatLine.Parse(HatLine.Of(whole), "pi", out _));
        whole = whole with { Mains = whole.Mains! with { Line = "GPIO6" } };
        Assert.Equal(whole, HatLine.Parse(HatLine.Of(whole), "pi", out _));
    }

    [Fact]
    public void An_address_that_is_not_declared_is_the_boards_or_that_of_its_chip()
    {
        Assert.Equal("x728 bus=1 address=0x36 / gpio-0 mains 6 active=low pull=none debounce_ms=50", HatLine.Of(new HatSource("pi") { Board = HatBoards.Find("x728") }));
        Assert.Equal("waveshare bus=1 address=0x42 shunt_ohms=0.01", HatLine.Of(new HatSource("pi") { Board = HatBoards.Find("waveshare"), ShuntOhms = 0.01 }));
        Assert.Equal("generic bus=1 address=0x55 gauge=bq27441", HatLine.Of(new HatSource("pi") { Board = HatBoards.Find("generic"), Gauge = SensorChips.Find("bq27441") }));
    }

    [Theory]
    [InlineData("x999 bus=1", "is a x999, which this agent does not know")]
    [InlineData("", "is a , which this agent does not know")]
    [InlineData("x728 bus=300", "is declared with bus=300, which this agent does not understand")]
    [InlineData("x728 bus", "is declared with bus, which this agent does not understand")]
    [InlineData("x728 address=0x99", "is declared with address=0x99, which this agent does not understand")]
    [InlineData("generic gauge=bme280", "is declared with gauge=bme280, which this agent does not understand")]
    [InlineData("waveshare shunt_ohms=-1", "is declared with shunt_ohms=-1, which this agent does not understand")]
    [InlineData("waveshare low_volts=NaN", "is declared with low_volts=NaN, which this agent does not understand")]
    [InlineData("x728 cut=5s", "is declared with cut=5s, which this agent does not understand")]
    [InlineData("x728 / gpio-0", "is declared with gpio-0, which this agent does not understand")]
    [InlineData("x728 / i2c-1 mains 6", "is declared with i2c-1 mains 6, which this agent does not understand")]
    public void What_it_does_not_know_it_refuses_and_names(string line, string problem)
    {
        Assert.Null(HatLine.Parse(line, "pi", out var said));
        Assert.Equal(problem, said);
    }
}
