using Homelab.Domain.Lab;

namespace Homelab.Domain.Tests.Lab;

public class InputLineTests
{
    [Theory]
    [InlineData("17", false, InputPull.None, 50)]
    [InlineData("GPIO22", true, InputPull.Up, 1)]
    [InlineData("4", true, InputPull.Down, 60_000)]
    public void What_the_coordinator_writes_the_agent_reads(string line, bool isActiveLow, InputPull pull, int debounce)
    {
        var input = new InputConfig { Name = "door-1", ChipNumber = 4, Line = line, IsActiveLow = isActiveLow, Pull = pull, Debounce = TimeSpan.FromMilliseconds(debounce) };
        Assert.Equal(input, InputLine.Parse(InputLine.Of(input), 4, out var problem));
        Assert.Equal("", problem);
    }

    [Theory]
    [InlineData("", "is declared in a way that this agent does not understand")]
    [InlineData("door", "is declared in a way that this agent does not understand")]
    [InlineData("door 17 active=maybe", "is declared with active=maybe, which this agent does not understand")]
    [InlineData("door 17 debounce_ms=-1", "is declared with debounce_ms=-1, which this agent does not understand")]
    [InlineData("door 17 debounce_ms=60001", "is declared with debounce_ms=60001, which this agent does not understand")]
    [InlineData("door 17 hue=red", "is declared with hue=red, which this agent does not understand")]
    public void What_is_not_understood_is_refused(string line, string expected)
    {
        Assert.Null(InputLine.Parse(line, 0, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void A_chip_is_a_collector()
    {
        Assert.Equal(4, InputLine.ChipOf(InputLine.Collector(4)));
        Assert.Null(InputLine.ChipOf("gpio--1"));
        Assert.Null(InputLine.ChipOf("i2c-1"));
    }
}
