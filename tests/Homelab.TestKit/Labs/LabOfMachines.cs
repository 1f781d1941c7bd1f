using System.Globalization;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.TestKit.Labs;

/// <summary>
/// The shipped programs and units, each node a machine with a systemd of its own, and a real upsd. They share the host's loopback. Who goes off is
/// really off; the test is the power that starts machines again.
/// </summary>
public sealed class LabOfMachines : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, SystemdMachine> _machines = new(StringComparer.Ordinal);
    private readonly List<SystemdMachine> _former = [];
    private readonly string _coordinatorNode;
    private readonly int _uplink = FreePort.Next();
    private DrainingBattery? _battery;

    private LabOfMachines(RealUpsd ups, string coordinatorNode) => (Ups, _coordinatorNode) = (ups, coordinatorNode);

    public RealUpsd Ups { get; }

    public IReadOnlyDictionary<string, SystemdMachine> Machines => _machines;

    public string JournalFile => Path.Combine(_folder.Folder("coordinator"), "outage.journal");

    /// <param name="lab">The lab file, with <c>PORT</c> where the port of the test's upsd comes.</param>
    public static async Task<LabOfMachines> StartAsync(string lab, string coordinatorNode, params IEnumerable<string> nodes)
    {
        var under = new LabOfMachines(await RealUpsd.StartAsync().ConfigureAwait(false), coordinatorNode);
        try
        {
            under._folder.Write("etc/lab.yaml", lab.Replace("PORT", under.Ups.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            under._folder.Write("etc/coordinator.yaml", $"""
                schema: 1
                listen: 127.0.0.1:{FreePort.Next()}
                uplink: 127.0.0.1:{under._uplink}
                """);
            foreach (var node in nodes)
            {
                await under.BootAsync(node).ConfigureAwait(false);
            }

            await under.UntilConnectedAsync().ConfigureAwait(false);
            return under;
        }
        catch
        {
            await under.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Its power is there: the machine starts with what its disk holds.</summary>
    public async Task BootAsync(string node)
    {
        if (_machines.Remove(node, out var former))
        {
            _former.Add(former);
        }

        var agentFile = _folder.Write($"{node}/agent.yaml", $"""
            schema: 1
            node: {node}
            coordinator: "http://127.0.0.1:{_uplink}"
            power_off: logind
            """);
        var files = new Dictionary<string, string>
        {
            ["/usr/bin/homelab-agent"] = PublishedProgram.PathOf(PublishedProgram.Agent),
            ["/usr/bin/homelab-coordinator"] = PublishedProgram.PathOf(PublishedProgram.Coordinator),
            ["/etc/homelab/agent.yaml"] = agentFile,
            ["/etc/homelab/coordinator.yaml"] = _folder.At("etc/coordinator.yaml"),
            ["/etc/homelab/lab.yaml"] = _folder.At("etc/lab.yaml"),
        };
        foreach (var unit in Directory.EnumerateFiles(Repository.PathOf("deploy/systemd")))
        {
            files[$"/etc/systemd/system/{Path.GetFileName(unit)}"] = unit;
        }

        var disk = new Dictionary<string, string> { ["/var/lib/homelab-agent"] = _folder.Folder($"{node}/state"), ["/var/lib/homelab-coordinator"] = _folder.Folder("coordinator") };
        string[] units = ["homelab-agent.service", "homelab-lease.path", .. node == _coordinatorNode ? ["homelab-coordinator.service"] : Array.Empty<string>()];
        _machines[node] = await SystemdMachine.BootAsync(node, files, disk, units).ConfigureAwait(false);
    }

    /// <summary>On battery, and the battery lasts for so long; returns when every machine's lease is watched.</summary>
    public async Task MainsFailAsync(TimeSpan runtime)
    {
        _battery = new DrainingBattery(Ups, runtime);
        _battery.Start();
        foreach (var machine in _machines.Values)
        {
            await Until.TrueAsync(
                async () => (await machine.RunAsync("systemctl", "is-active", "homelab-lease.service").ConfigureAwait(false)).StandardOutput.Trim() == "active", Bound, "the lease to be watched").ConfigureAwait(false);
        }
    }

    public async Task MainsReturnAsync()
    {
        await StopDrainingAsync().ConfigureAwait(false);
        Ups.Set(("ups.status", "OL CHRG"), ("battery.charge", "90"), ("battery.runtime", "600"), ("ups.load", "20"));
    }

    public Task UntilConnectedAsync() => Until.TrueAsync(
        async () => Occurrences((await AskAsync("nodes").ConfigureAwait(false)).StandardOutput, "\"connected\": true") >= _machines.Count, Bound, "every agent to be connected");

    /// <summary>What <c>homelab ... --json</c> answers.</summary>
    public Task<CommandResult> AskAsync(params string[] command) =>
        PublishedProgram.RunAsync(PublishedProgram.Cli, [.. command, "--json", "--coordinator", $"http://127.0.0.1:{_uplink}"]);

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines.Values.Concat(_former))
        {
            await machine.DisposeAsync().ConfigureAwait(false);
        }

        await StopDrainingAsync().ConfigureAwait(false);
        await Ups.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private async Task StopDrainingAsync()
    {
        if (_battery is not null)
        {
            await _battery.DisposeAsync().ConfigureAwait(false);
            _battery = null;
        }
    }

    private static int Occurrences(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
