using Homelab.TestKit.Processes;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Programs;

/// <summary>The two minutes of docs/install.md, with the published programs: trimming may drop what only certificates need.</summary>
public sealed class AnEnrolledNode
{
    [Fact]
    public async Task Proves_by_its_certificate_who_it_is_and_is_not_heard_once_that_is_revoked()
    {
        await using var lab = await LabToEnrolIn.StartAsync("wall: {mains: true}");
        var enrol = await lab.LineAsync();
        var enrolled = await PublishedProgram.RunAsync(PublishedProgram.Agent, enrol, TestContext.Current.CancellationToken);
        Assert.True(enrolled.ExitCode == 0, enrolled.Output);
        Assert.NotEqual(0, (await PublishedProgram.RunAsync(PublishedProgram.Agent, enrol, TestContext.Current.CancellationToken)).ExitCode);

        await using var agent = await lab.StartAgentAsync();
        await lab.UntilAsync(node => node.GetProperty("connected").GetBoolean(), "the agent to be heard");
        Assert.Contains("by a certificate until", (await lab.NodeAsync()).GetProperty("trust").GetString(), StringComparison.Ordinal);

        var revoked = await lab.AskAsync("revoke", "hub");
        Assert.True(revoked.ExitCode == 0, revoked.Output);
        await lab.UntilAsync(node => !node.GetProperty("connected").GetBoolean(), "the agent not to be heard any more");
        await Until.TrueAsync(() => agent.Lines.Any(line => line.Contains("hub was revoked", StringComparison.Ordinal)), LabToEnrolIn.Bound, "the agent to say why");
        Assert.False(agent.HasExited);
    }
}
