using Homelab.Contracts.Trust;

namespace Homelab.Shared.Tests.Contracts;

public class MarksOfStrangers
{
    [Theory]
    [InlineData(127, 127)]
    [InlineData(126, 128)]
    public void Are_cut_to_whole_characters(int before, int kept)
    {
        var text = new string('x', before) + "\U0001F50B" + new string('y', 500);

        var marks = MachineMarksMessage.Read(new() { Serial = text, Installation = text });

        Assert.Equal((text[..kept], text[..kept]), (marks.Serial, marks.Installation));
    }

    [Fact]
    public void Are_read_as_they_are_where_they_are_short()
    {
        var marks = MachineMarksMessage.Read(new() { Serial = "10000000aaaaaaaa", Installation = "0123" });

        Assert.Equal(("10000000aaaaaaaa", "0123"), (marks.Serial, marks.Installation));
    }
}
