using System.Text.Json;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Programs;

/// <summary>The two minutes of docs/install.md, with the published programs: trimming may drop what only certificates need.</summary>
public sealed class AnEnrolledNode
{
    private const string Lab = """
        schema: 1
        lab: one
        time_zone: UTC
        mode: observe
        feeds:
          wall: {mains: true}
        nodes:
          hub: {feeds: [wall], coordinator: true, stop: 30s, start: power}
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly string _uplink = $"127.0.0.1:{FreePort.Next()}";

    [Fact]
    public async Task Proves_by_its_certificate_who_it_is_and_is_not_heard_once_that_is_revoked()
    {
        using var folder = new TempFolder();
        await using var coordinator = await PublishedProgram.StartAsync(PublishedProgram.Coordinator, "the coordinator", ["--config", folder.Write("coordinator.yaml", $"""
            schema: 1
            lab: "{folder.Write("lab.yaml", Lab)}"
            state: "{folder.Folder("coordinator")}"
            runtime: "{folder.Folder("coordinator-run")}"
            listen: 127.0.0.1:{FreePort.Next()}
            uplink: {_uplink}
            agents: 127.0.0.1:{FreePort.Next()}
            """)]);
        await Until.TrueAsync(async () => (await AskAsync("nodes")).StandardOutput.Length > 0, Bound, "the coordinator to answer");
        var invited = await AskAsync("enroll", "hub");
        Assert.True(invited.ExitCode == 0, invited.Output);
        using var invitation = JsonDocument.Parse(invited.StandardOutput);
        var address = invitation.RootElement.GetProperty("coordinator").GetString()!;
        Assert.StartsWith("https://127.0.0.1:", address, StringComparison.Ordinal);
        var agentFile = folder.Write("agent.yaml", $"""
            schema: 1
            node: hub
            coordinator: "{address}"
            state: "{folder.Folder("agent")}"
            runtime: "{folder.Folder("agent-run")}"
            power_off: none
            """);
        string[] enrol = ["enroll", "hub", address, invitation.RootElement.GetProperty("token").GetString()!, "--config", agentFile];
        var enrolled = await PublishedProgram.RunAsync(PublishedProgram.Agent, enrol, TestContext.Current.CancellationToken);
        Assert.True(enrolled.ExitCode == 0, enrolled.Output);
        Assert.NotEqual(0, (await PublishedProgram.RunAsync(PublishedProgram.Agent, enrol, TestContext.Current.CancellationToken)).ExitCode);

        await using var agent = await PublishedProgram.StartAsync(PublishedProgram.Agent, "the agent", ["--config", agentFile]);
        await UntilAsync(node => node.GetProperty("connected").GetBoolean(), "the agent to be heard");
        Assert.Contains("by a certificate until", (await NodeAsync()).GetProperty("trust").GetString(), StringComparison.Ordinal);

        var revoked = await AskAsync("revoke", "hub");
        Assert.True(revoked.ExitCode == 0, revoked.Output);
        await UntilAsync(node => !node.GetProperty("connected").GetBoolean(), "the agent not to be heard any more");
        await Until.TrueAsync(() => agent.Lines.Any(line => line.Contains("hub was revoked", StringComparison.Ordinal)), Bound, "the agent to say why");
        Assert.False(agent.HasExited);
    }

    private Task<CommandResult> AskAsync(params string[] command) =>
        PublishedProgram.RunAsync(PublishedProgram.Cli, [.. command, "--json", "--coordinator", $"http://{_uplink}"], TestContext.Current.CancellationToken);

    private Task UntilAsync(Predicate<JsonElement> holds, string what) => Until.TrueAsync(async () => holds(await NodeAsync()), Bound, what);

    private async Task<JsonElement> NodeAsync()
    {
        using var nodes = JsonDocument.Parse((await AskAsync("nodes")).StandardOutput);
        return nodes.RootElement.GetProperty("nodes").EnumerateArray().Single().Clone();
    }
}
