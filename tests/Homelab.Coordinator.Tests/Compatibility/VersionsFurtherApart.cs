using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Tests.Compatibility;

public sealed class VersionsFurtherApart
{
    [Theory]
    [InlineData("0.1.0", "0.1.9")]
    [InlineData("0.1.0", "0.2.0+1214c51")]
    [InlineData("0.3.1", "0.2.0")]
    [InlineData("", "0.2.0")]
    [InlineData("unknown", "4.0")]
    public void Neighbours_speak_and_so_does_who_does_not_say_what_he_is(string agent, string coordinator) => Assert.Null(NeighbourVersions.Refuse(agent, coordinator));

    [Theory]
    [InlineData("0.1.0", "0.3.0", "The agent is version 0.1 and the coordinator 0.3")]
    [InlineData("0.3.0+abc", "0.1.0", "The agent is version 0.3 and the coordinator 0.1")]
    [InlineData("1.0.0", "0.9.0", "The agent is version 1.0 and the coordinator 0.9")]
    public void Others_do_not(string agent, string coordinator, string sentence) =>
        Assert.StartsWith(sentence, NeighbourVersions.Refuse(agent, coordinator), StringComparison.Ordinal);

    [Fact]
    public async Task An_agent_two_minor_versions_on_is_refused_with_a_sentence_and_the_next_one_is_not()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        using var next = await coordinator.ConnectAsync("nas", hello => hello.AgentVersion = "0.2.0");
        Assert.StartsWith("0.1.", (await next.WelcomeAsync()).CoordinatorVersion, StringComparison.Ordinal);

        using var far = await coordinator.ConnectAsync("pi1", hello => hello.AgentVersion = "0.3.0");
        var refusal = await far.RefusalAsync();
        Assert.Equal("Version", refusal.Code);
        Assert.Contains("Install the same version of both, one minor version at a time.", refusal.Message, StringComparison.Ordinal);
    }
}
