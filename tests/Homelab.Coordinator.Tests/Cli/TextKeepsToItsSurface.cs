using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Tests.Cli;

public class TextKeepsToItsSurface
{
    [Fact]
    public void Piped_text_has_no_escape_and_no_character_beyond_ASCII()
    {
        var text = StatusText.Of(SampleAnswers.OnBattery(), Surface.Plain, SampleAnswers.Now)
            + PlanText.Of(SamplePlans.Infeasible(), PlanVerdict.Of(SamplePlans.Infeasible(), []), [], Surface.Plain)
            + OutageText.Of(SamplePlans.Running(), SampleAnswers.OnBattery(), Surface.Plain, SampleAnswers.Now);
        Assert.All(text, character => Assert.True(character is '\n' or (>= ' ' and <= '~'), $"U+{(int)character:X4}"));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(132)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        var surface = new Surface(width, Colour: false, Unicode: true);
        var text = StatusText.Of(SampleAnswers.OnBattery(), surface, SampleAnswers.Now)
            + PlanText.Of(SamplePlans.Infeasible(), PlanVerdict.Of(SamplePlans.Infeasible(), []), [], surface)
            + OutageText.Of(SamplePlans.Running(), SampleAnswers.OnBattery(), surface, SampleAnswers.Now);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Colour_only_repeats_what_the_words_say()
    {
        var plain = StatusText.Of(SampleAnswers.OnBattery(), Surface.Plain, SampleAnswers.Now);
        var coloured = StatusText.Of(SampleAnswers.OnBattery(), Surface.Plain with { Colour = true }, SampleAnswers.Now);
        Assert.Contains('\u001b', coloured);
        Assert.Equal(Words(plain), Words(Escape().Replace(coloured, "")));
    }

    [Fact]
    public void What_an_agent_says_cannot_steer_the_terminal()
    {
        var node = new NodeStatus { Name = "pi1", Health = SampleAnswers.Bad(HealthState.Down, "\u001b]0;owned\u0007\r\nhub: OK \u202e") };
        var text = NodesText.Of([node], "UTC", Surface.Plain, SampleAnswers.Now);
        Assert.Contains("pi1: DOWN - ?]0;owned? hub: OK ?\n", text);
    }

    private static string Words(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " ");

    private static System.Text.RegularExpressions.Regex Escape() => new("\u001b\\[[0-9;]*m");
}
