using Homelab.Domain.Lab;

namespace Homelab.Domain.Tests.Lab;

public class HatCutLineTests
{
    private const string X728 = "x728 bus=1 address=0x36 / gpio-0 mains 6 active=low pull=none debounce_ms=50 // gpio-0 26 active=high";

    [Fact]
    public void What_is_written_is_read_again_as_the_same_HAT()
    {
        var hat = new HatSource("") { Board = HatBoards.Find("x728") };
        Assert.Equal(X728, HatCutLine.Of(hat));
        var read = HatCutLine.Parse(X728, out var problem)!;
        Assert.Equal("", problem);
        Assert.Equal((hat.MainsLine, hat.CutLine), (read.MainsLine, read.CutLine));

        var other = hat with { Cut = new OutputConfig { Name = "cut", ChipNumber = 4, Line = "GPIO13", IsActiveLow = true } };
        Assert.Equal(other.Cut, HatCutLine.Parse(HatCutLine.Of(other), out _)!.CutLine);
    }

    [Theory]
    [InlineData("pijuice bus=1 address=0x14", true)]
    [InlineData("lifepo4wered bus=1 address=0x43", true)]
    [InlineData("x1200 bus=1 address=0x36", false)]
    [InlineData("waveshare bus=1 address=0x42", false)]
    [InlineData("generic bus=1 address=0x36 gauge=max17048", false)]
    [InlineData("generic bus=1 address=0x36 gauge=max17048 / gpio-0 mains 6 active=low // gpio-0 5 active=low", true)]
    public void A_board_without_a_way_to_be_cut_is_refused(string line, bool isCut)
    {
        Assert.Equal(isCut, HatCutLine.Parse(line, out var problem) is not null);
        Assert.Equal(isCut ? "" : "cannot be cut by this agent", problem);
    }

    [Theory]
    [InlineData("x999 bus=1", "is a x999, which this agent does not know")]
    [InlineData("pijuice bus=1 delay=3", "is declared with delay=3, which this agent does not understand")]
    [InlineData("x728 bus=1 // gpio-0 26", "is cut by gpio-0 26, which this agent does not understand")]
    [InlineData("x728 bus=1 // gpio-x 26 active=high", "is cut by gpio-x 26 active=high, which this agent does not understand")]
    [InlineData("x728 bus=1 // gpio-0 26 active=high hold=3", "is cut by gpio-0 26 active=high hold=3, which this agent does not understand")]
    [InlineData("", "is a , which this agent does not know")]
    public void What_is_not_understood_is_never_guessed(string line, string why)
    {
        Assert.Null(HatCutLine.Parse(line, out var problem));
        Assert.Equal(why, problem);
    }
}
