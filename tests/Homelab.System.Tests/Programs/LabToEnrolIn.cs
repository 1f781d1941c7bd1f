using System.Text;
using System.Text.Json;
using Homelab.Store;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.System.Tests.Programs;

/// <summary>A published coordinator whose one node is to be enrolled, and what its agent needs.</summary>
internal sealed class LabToEnrolIn : IAsyncDisposable
{
    public const string Node = "hub";

    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly string _uplink = $"127.0.0.1:{FreePort.Next()}";
    private RunningProgram? _coordinator;

    private LabToEnrolIn()
    {
    }

    public TempFolder Folder { get; } = new();

    /// <summary>All that an agent keeps: its file, its state, and what it has while it runs.</summary>
    public IEnumerable<string> KeptByTheAgent =>
        [AgentFile, .. new[] { "agent", "agent-run" }.SelectMany(folder => Directory.EnumerateFiles(Folder.At(folder), "*", SearchOption.AllDirectories))];

    private string AgentFile => Folder.At("agent.yaml");

    /// <param name="feed">What the node is fed by, as a line of the lab file.</param>
    /// <param name="secrets">By name, what the coordinator finds where it looks for secrets.</param>
    public static async Task<LabToEnrolIn> StartAsync(string feed, params IEnumerable<(string Name, string Secret)> secrets)
    {
        var lab = new LabToEnrolIn();
        foreach (var (name, secret) in secrets)
        {
            PrivateFiles.Write(lab.Folder.At($"secrets/{name}"), Encoding.UTF8.GetBytes(secret));
        }

        lab._coordinator = await PublishedProgram.StartAsync(PublishedProgram.Coordinator, "the coordinator", ["--config", lab.Folder.Write("coordinator.yaml", $"""
            schema: 1
            lab: "{lab.Folder.Write("lab.yaml", Lab(feed))}"
            state: "{lab.Folder.Folder("coordinator")}"
            runtime: "{lab.Folder.Folder("coordinator-run")}"
            secrets: "{lab.Folder.Folder("secrets")}"
            listen: 127.0.0.1:{FreePort.Next()}
            uplink: {lab._uplink}
            agents: 127.0.0.1:{FreePort.Next()}
            """)]);
        await Until.TrueAsync(async () => (await lab.AskAsync("nodes")).StandardOutput.Length > 0, Bound, "the coordinator to answer");
        return lab;
    }

    /// <summary>What is typed after <c>homelab-agent</c> to enrol, and makes the agent's file. The token is the fourth word.</summary>
    public async Task<IReadOnlyList<string>> LineAsync()
    {
        var invited = await AskAsync("enroll", Node);
        Assert.True(invited.ExitCode == 0, invited.Output);
        using var invitation = JsonDocument.Parse(invited.StandardOutput);
        var address = invitation.RootElement.GetProperty("coordinator").GetString()!;
        Assert.StartsWith("https://127.0.0.1:", address, StringComparison.Ordinal);
        Folder.Write("agent.yaml", $"""
            schema: 1
            node: {Node}
            coordinator: "{address}"
            state: "{Folder.Folder("agent")}"
            runtime: "{Folder.Folder("agent-run")}"
            power_off: none
            """);
        return ["enroll", Node, address, invitation.RootElement.GetProperty("token").GetString()!, "--config", AgentFile];
    }

    public Task<RunningProgram> StartAgentAsync() => PublishedProgram.StartAsync(PublishedProgram.Agent, "the agent", ["--config", AgentFile]);

    public Task<CommandResult> AskAsync(params string[] command) =>
        PublishedProgram.RunAsync(PublishedProgram.Cli, [.. command, "--json", "--coordinator", $"http://{_uplink}"], TestContext.Current.CancellationToken);

    public Task UntilAsync(Predicate<JsonElement> holds, string what) => Until.TrueAsync(async () => holds(await NodeAsync()), Bound, what);

    public async Task<JsonElement> NodeAsync()
    {
        using var nodes = JsonDocument.Parse((await AskAsync("nodes")).StandardOutput);
        return nodes.RootElement.GetProperty("nodes").EnumerateArray().Single().Clone();
    }

    public async ValueTask DisposeAsync()
    {
        if (_coordinator is not null)
        {
            await _coordinator.DisposeAsync();
        }

        Folder.Dispose();
    }

    private static string Lab(string feed) => $$"""
        schema: 1
        lab: one
        time_zone: UTC
        mode: observe
        feeds:
          {{feed}}
        nodes:
          {{Node}}: {feeds: [{{feed.Split(':')[0]}}], coordinator: true, stop: 30s, start: power}
        collect: {interval: 1s}
        """;
}
