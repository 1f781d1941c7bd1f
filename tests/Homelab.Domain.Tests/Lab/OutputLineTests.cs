using Homelab.Domain.Lab;

namespace Homelab.Domain.Tests.Lab;

public class OutputLineTests
{
    [Theory]
    [InlineData("20", false)]
    [InlineData("GPIO20", true)]
    public void What_is_written_is_read_again_as_the_same_output(string line, bool isActiveLow)
    {
        var output = new OutputConfig { Name = "buzzer", ChipNumber = 4, Line = line, IsActiveLow = isActiveLow };
        Assert.Equal(output, OutputLine.Parse(OutputLine.Of(output), 4, out var problem));
        Assert.Equal("", problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("buzzer 20")]
    [InlineData("buzzer 20 active=high")]
    [InlineData("buzzer 20 active=up when=on_battery")]
    [InlineData("buzzer 20 active=high when=warning")]
    [InlineData("buzzer 20 active=high when=on_battery for=5s")]
    public void Half_an_order_sets_nothing(string line)
    {
        Assert.Null(OutputLine.Parse(line, 0, out var problem));
        Assert.Equal("is declared in a way that this agent does not understand", problem);
    }
}
