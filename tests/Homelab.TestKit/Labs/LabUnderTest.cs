using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Homelab.Domain;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.TestKit.Labs;

/// <summary>How a machine went down: its agent's exit code, and when.</summary>
public sealed record MachineDown(string Node, int Code, Moment At);

/// <summary>
/// The published coordinator and agents of one lab and a real upsd. A machine is its agent's process; the coordinator dies with its machine.
/// </summary>
public sealed class LabUnderTest : IAsyncDisposable
{
    /// <summary>The agent's exit code where it powers off by order.</summary>
    public const int ByOrder = 10;

    /// <summary>The agent's exit code where its lease ran out.</summary>
    public const int ByLease = 11;

    public static readonly TimeSpan StartBound = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, RunningProgram> _agents = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<MachineDown> _down = new();
    private readonly List<Task> _watches = [];
    private readonly List<RunningProgram> _ended = [];
    private readonly int _listenPort = FreePort.Next();
    private readonly int _uplinkPort = FreePort.Next();
    private readonly PlayedMains _mains;

    private LabUnderTest(TestLab lab, RealUpsd ups)
    {
        Lab = lab;
        Ups = ups;
        _mains = new PlayedMains(ups);
        Roots = lab.Nodes.ToDictionary(node => node, node => new MachineRoot(_folder.Folder($"nodes/{node}/root")));
    }

    public TestLab Lab { get; }

    public RealUpsd Ups { get; }

    public IReadOnlyDictionary<string, MachineRoot> Roots { get; }

    public RunningProgram Coordinator { get; private set; } = null!;

    public IReadOnlyDictionary<string, RunningProgram> Agents => _agents;

    /// <summary>Where the page and REST are.</summary>
    public Uri Page => new($"http://127.0.0.1:{_listenPort}");

    /// <summary>Where the agents connect, and the gRPC API is.</summary>
    public Uri Uplink => new($"http://127.0.0.1:{_uplinkPort}");

    public string CoordinatorState => _folder.Folder("coordinator/state");

    /// <summary>The state directory of a node's agent.</summary>
    public string StateOf(string node) => _folder.Folder($"nodes/{node}/state");

    public string JournalFile => Path.Combine(CoordinatorState, "outage.journal");

    public string LabFile => _folder.At("lab.yaml");

    /// <summary>Machines that are down, the first first.</summary>
    public IReadOnlyList<MachineDown> Down => [.. _down.OrderBy(machine => machine.At)];

    public IEnumerable<string> DownNodes => Down.Select(machine => machine.Node);

    /// <summary>Starts everything and returns once the coordinator says that every agent is connected and the UPS is on line.</summary>
    /// <param name="prepare">Done before anything is started.</param>
    public static async Task<LabUnderTest> StartAsync(TestLab? lab = null, Action<LabUnderTest>? prepare = null)
    {
        var ups = await RealUpsd.StartAsync().ConfigureAwait(false);
        var under = new LabUnderTest(lab ?? TestLab.Chain, ups);
        try
        {
            under._folder.Folder("secrets");
            File.WriteAllText(under.LabFile, under.Lab.File.Replace("PORT", ups.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            prepare?.Invoke(under);
            await under.StartCoordinatorAsync().ConfigureAwait(false);
            foreach (var node in under.Lab.Nodes)
            {
                await under.StartAgentAsync(node).ConfigureAwait(false);
            }

            await under.UntilConnectedAsync(under.Lab.Nodes).ConfigureAwait(false);
            await Until.TrueAsync(async () => (await under.AskAsync("feeds").ConfigureAwait(false))?.ToString().Contains("ON_LINE", StringComparison.Ordinal) == true, StartBound, "the UPS to be on line").ConfigureAwait(false);
            return under;
        }
        catch
        {
            await under.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task StartCoordinatorAsync()
    {
        var config = _folder.Write("coordinator/coordinator.yaml", $"""
            schema: 1
            lab: "{LabFile}"
            state: "{CoordinatorState}"
            runtime: "{_folder.Folder("coordinator/run")}"
            listen: 127.0.0.1:{_listenPort}
            uplink: 127.0.0.1:{_uplinkPort}
            secrets: "{_folder.Folder("secrets")}"
            """);
        if (Coordinator is { } former)
        {
            _ended.Add(former);
        }

        Coordinator = await PublishedProgram.StartAsync(PublishedProgram.Coordinator, "the coordinator", ["--config", config]).ConfigureAwait(false);
    }

    /// <summary>Starts a machine's agent. After a boot nothing of the runtime folder is left, as it lies on tmpfs.</summary>
    public async Task StartAgentAsync(string node, bool boot = false)
    {
        if (boot)
        {
            Directory.Delete(_folder.Folder($"nodes/{node}/run"), recursive: true);
            Roots[node].NewBoot();
        }

        var config = _folder.Write($"nodes/{node}/agent.yaml", $"""
            schema: 1
            node: {node}
            coordinator: "http://127.0.0.1:{_uplinkPort}"
            state: "{StateOf(node)}"
            runtime: "{_folder.Folder($"nodes/{node}/run")}"
            root: "{Roots[node].Path}"
            power_off: exit
            """);
        var agent = await PublishedProgram.StartAsync(PublishedProgram.Agent, $"the agent of {node}", ["--config", config]).ConfigureAwait(false);
        if (_agents.TryGetValue(node, out var former))
        {
            _ended.Add(former);
        }

        _agents[node] = agent;
        _watches.Add(WatchAsync(node, agent));
    }

    /// <summary>On battery, and the battery lasts for so long.</summary>
    public Task MainsFailAsync(TimeSpan runtime)
    {
        _mains.Fail(runtime, low: TimeSpan.Zero);
        return Until.TrueAsync(async () => await Ups.TryReadAsync("ups.status").ConfigureAwait(false) == "OB DISCHRG", TimeSpan.FromSeconds(10), "upsd to serve the outage");
    }

    public async Task MainsReturnAsync()
    {
        await _mains.EndAsync().ConfigureAwait(false);
        await Ups.SetStatusAsync("OL CHRG").ConfigureAwait(false);
    }

    /// <exception cref="TimeoutException">Fewer machines went down; the message says which did, and what was said last.</exception>
    public Task UntilDownAsync(int count, TimeSpan bound) => Until.TrueAsync(
        () => _down.Count >= count, bound, $"{count} machines to go down", () => Task.FromResult($"Down: {string.Join(", ", Down)}\n{Account()}"));

    public Task UntilConnectedAsync(IEnumerable<string> nodes) => Until.TrueAsync(
        async () =>
        {
            if (Coordinator.HasExited || _agents.Values.FirstOrDefault(agent => agent.HasExited) is { })
            {
                throw new InvalidOperationException($"A program ended while the lab came up.\n{Account()}");
            }

            var connected = await ConnectedAsync().ConfigureAwait(false);
            return nodes.All(connected.Contains);
        },
        StartBound,
        "the agents to be connected");

    /// <summary>Until the coordinator says that its outage is in this phase.</summary>
    public Task UntilPhaseAsync(string phase) => Until.TrueAsync(
        async () => (await AskAsync("outage", "show").ConfigureAwait(false))?.GetProperty("phase").GetString() == phase, StartBound, $"the outage to be in {phase}");

    /// <summary>Until the coordinator says that no outage runs any more; who went off may still be away.</summary>
    public Task UntilNoOutageAsync() => Until.TrueAsync(
        async () => (await AskAsync("status").ConfigureAwait(false))?.GetProperty("outagePhase").GetString() is "" or "Ended" or "Returning",
        StartBound,
        "the outage to end",
        async () => $"{await AskAsync("outage", "show").ConfigureAwait(false)}\n{Account()}");

    /// <summary>Until every agent holds a lease.</summary>
    public Task UntilLeasedAsync() => Until.TrueAsync(
        async () => (await AskAsync("nodes").ConfigureAwait(false))?.GetProperty("nodes").EnumerateArray()
            .All(node => node.TryGetProperty("leaseRemainingSeconds", out var left) && left.ValueKind == JsonValueKind.Number) == true,
        StartBound,
        "every agent to hold a lease");

    /// <summary>Nodes that the coordinator calls connected; none while it does not answer.</summary>
    public async Task<IReadOnlySet<string>> ConnectedAsync()
    {
        var answer = await AskAsync("nodes").ConfigureAwait(false);
        return answer is { } nodes
            ? nodes.GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("connected").GetBoolean())
                .Select(node => node.GetProperty("name").GetString()!).ToHashSet()
            : new HashSet<string>();
    }

    /// <summary>What <c>homelab ... --json</c> answers; null where it got no answer.</summary>
    public async Task<JsonElement?> AskAsync(params string[] command)
    {
        var result = await PublishedProgram.RunAsync(PublishedProgram.Cli, [.. command, "--json", "--coordinator", Uplink.ToString()]).ConfigureAwait(false);
        try
        {
            return JsonDocument.Parse(result.StandardOutput).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The last words of every program, for the message of a failed test.</summary>
    public string Account() =>
        string.Join('\n', _agents.Values.Prepend(Coordinator).Select(program => $"--- {program.Name}\n{program.Tail()}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _agents.Values.Append(Coordinator).Concat(_ended).Where(program => program is not null))
        {
            await program.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_watches).ConfigureAwait(false);
        await _mains.DisposeAsync().ConfigureAwait(false);
        await Ups.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private async Task WatchAsync(string node, RunningProgram agent)
    {
        var exit = await agent.Exit.ConfigureAwait(false);
        if (exit.Code is ByOrder or ByLease)
        {
            _down.Enqueue(new MachineDown(node, exit.Code, exit.At));
            if (node == Lab.CoordinatorNode)
            {
                await Coordinator.KillAsync().ConfigureAwait(false);
            }
        }
    }
}
