using Homelab.Agent.Trust;
using Homelab.Domain.Trust;

namespace Homelab.Agent.Tests.Trust;

public class ALineIsTaken
{
    private static readonly string s_token = new EnrolmentToken(new byte[32], new byte[EnrolmentToken.SecretBytes]).Word();

    [Fact]
    public void As_it_was_printed()
    {
        var (line, problem) = EnrolCommandLine.Parse(["pi1", "https://10.0.0.2:8442", s_token, "--config", "/a.yaml", "--state", "/s"]);

        Assert.Equal("", problem);
        Assert.Equal(("pi1", new Uri("https://10.0.0.2:8442"), "/a.yaml", "/s"), (line!.Node, line.Coordinator, line.Shared.ConfigPath, line.Shared.StateDirectory));
    }

    /// <summary>Each begins with a dash or two: the first bits of its authority's hash decide.</summary>
    [Theory]
    [InlineData(0xf8, 0x00)]
    [InlineData(0xfb, 0xe0)]
    public void Whatever_the_token_begins_with(byte first, byte second)
    {
        var token = new EnrolmentToken([first, second, .. new byte[30]], new byte[EnrolmentToken.SecretBytes]);
        Assert.StartsWith("-", token.Word(), StringComparison.Ordinal);

        var (line, problem) = EnrolCommandLine.Parse(["pi1", "https://10.0.0.2:8442", token.Word(), "--config", "/a.yaml"]);

        Assert.Equal(("", token.Word(), "/a.yaml"), (problem, line?.Token.Word(), line?.Shared.ConfigPath));
    }

    [Theory]
    [InlineData("-zDqCmtGwprbD7Z8")]
    [InlineData("--zDqCmtGwprbD7Z")]
    public void And_what_stands_in_its_place_is_not_repeated(string word) =>
        Assert.DoesNotContain("zDq", EnrolCommandLine.Parse(["pi1", "https://10.0.0.2:8442", word]).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("enroll takes a node, an address and a token", "pi1", "https://10.0.0.2:8442")]
    [InlineData("enroll takes a node, an address and a token")]
    [InlineData("http://10.0.0.2:8442 is not an address such as https://", "pi1", "http://10.0.0.2:8442", "x")]
    [InlineData("the token is not whole", "pi1", "https://10.0.0.2:8442", "AAAA")]
    [InlineData("--frobnicate is not an option", "pi1", "https://10.0.0.2:8442", "AAAA", "--frobnicate")]
    public void Or_refused_with_a_sentence(string sentence, params string[] arguments) =>
        Assert.StartsWith(sentence, EnrolCommandLine.Parse(arguments).Problem, StringComparison.Ordinal);
}
