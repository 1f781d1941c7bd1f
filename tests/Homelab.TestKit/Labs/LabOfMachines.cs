using System.Collections.Concurrent;
using System.Globalization;
using Homelab.TestKit.Network;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Systemd;
using Homelab.TestKit.Waiting;

namespace Homelab.TestKit.Labs;

/// <summary>
/// The shipped programs and units, each node a machine with a systemd of its own, a real upsd at the coordinator's node, and a switch between them. Who goes
/// off is really off; the test is the power that starts machines again.
/// </summary>
public sealed class LabOfMachines : IAsyncDisposable
{
    private const string Hooks = "/usr/lib/homelab/hooks";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    /// <summary>Where each folder of the working copy goes, as docs/install.md says.</summary>
    private static readonly (string Folder, string Place)[] s_installed =
    [
        ("deploy/hooks", Hooks),
        ("deploy/systemd", "/etc/systemd/system"),
        ("deploy/sysusers.d", "/etc/sysusers.d"),
        ("deploy/tmpfiles.d", "/etc/tmpfiles.d"),
        ("deploy/polkit", "/etc/polkit-1/rules.d"),
    ];

    private readonly TempFolder _folder = new();
    private readonly TestLab _lab;
    private readonly bool _lateHook;
    private readonly ConcurrentDictionary<string, SystemdMachine> _machines = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<SystemdMachine> _former = [];
    private readonly List<RunningProgram> _ears = [];
    private readonly int _uplink = FreePort.Next();
    private SwitchedNetwork? _network;
    private PlayedMains? _mains;

    private LabOfMachines(TestLab lab, bool lateHook) => (_lab, _lateHook) = (lab, lateHook);

    public RealUpsd Ups { get; private set; } = null!;

    public IReadOnlyDictionary<string, SystemdMachine> Machines => _machines;

    public string JournalFile => Path.Combine(_folder.Folder("coordinator"), "outage.journal");

    /// <summary>Boots every node, and returns once the coordinator says that every agent is connected.</summary>
    /// <param name="lateHook">Whether the last thing that a machine does (homelab-late) is installed.</param>
    /// <param name="ups">Behind upsd in place of dummy-ups, which knows no command that cuts.</param>
    public static async Task<LabOfMachines> StartAsync(TestLab lab, bool lateHook = false, PlayedDriver? ups = null)
    {
        var under = new LabOfMachines(lab, lateHook);
        try
        {
            var port = FreePort.Next();
            under._network = await SwitchedNetwork.CreateAsync([lab.CoordinatorNode, .. lab.Nodes.Where(node => node != lab.CoordinatorNode), .. lab.Guests], [port, under._uplink]).ConfigureAwait(false);
            under.Ups = await RealUpsd.StartAsync(new RealUpsdOptions { Port = port, Place = under._network[lab.CoordinatorNode], Played = ups }).ConfigureAwait(false);
            under._mains = new PlayedMains(under.Ups);
            under._folder.Write("etc/lab.yaml", lab.File.Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            under._folder.Write("etc/coordinator.yaml", $"""
                schema: 1
                listen: 127.0.0.1:{FreePort.Next()}
                uplink: 127.0.0.1:{under._uplink}
                """);
            under._folder.Write("secrets/rack-ups", RealUpsd.Password);
            foreach (var node in lab.Nodes)
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
        if (_machines.TryRemove(node, out var former))
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
            ["/etc/homelab/units"] = _folder.Write("etc/units", string.Join('\n', _lab.Units) + '\n'),
            // Who installs by hand runs it once; the machine's root folder is new at each boot.
            ["/etc/systemd/system/systemd-sysusers.service.d/always.conf"] = _folder.Write("etc/sysusers.conf", "[Unit]\nConditionNeedsUpdate=\n"),
        };
        foreach (var (folder, place) in s_installed)
        {
            foreach (var file in Directory.EnumerateFiles(Repository.PathOf(folder)))
            {
                files[$"{place}/{Path.GetFileName(file)}"] = file;
            }
        }

        var disk = new Dictionary<string, string> { ["/var/lib/homelab-agent"] = _folder.Folder($"{node}/state"), ["/var/lib/homelab-coordinator"] = _folder.Folder("coordinator"), ["/etc/homelab/secrets"] = _folder.Folder("secrets") };
        string[] units = ["homelab-agent.service", "homelab-lease.path", .. node == _lab.CoordinatorNode ? ["homelab-coordinator.service"] : Array.Empty<string>()];
        _machines[node] = await SystemdMachine.BootAsync(node, files, disk, _network![node], units).ConfigureAwait(false);
        if (_lateHook)
        {
            // What is mounted is gone before the last thing that a machine does.
            await _machines[node].RunAsync("install", "-D", "-m", "755", "-t", "/usr/lib/systemd/system-shutdown", $"{Hooks}/homelab-late").ConfigureAwait(false);
        }
    }

    /// <summary>A machine of <see cref="TestLab.Guests"/>, with what lies in it and what starts with it.</summary>
    public async Task<SystemdMachine> BootGuestAsync(string guest, IReadOnlyDictionary<string, string> texts, params IEnumerable<string> units)
    {
        var files = texts.ToDictionary(text => text.Key, text => _folder.Write($"{guest}{text.Key}", text.Value.Replace("PORT", $"{Ups.Port}", StringComparison.Ordinal)));
        var machine = await SystemdMachine.BootAsync(guest, files, new Dictionary<string, string>(), _network![guest], units).ConfigureAwait(false);
        _former.Add(machine);
        return machine;
    }

    /// <summary>On battery, and the battery lasts for so long; returns when the lease of every machine that is on is watched.</summary>
    /// <param name="low">What is left when the UPS says low battery.</param>
    public async Task MainsFailAsync(TimeSpan runtime, TimeSpan low = default)
    {
        MainsFail(runtime, low);
        foreach (var machine in _machines.Values.Where(machine => !machine.IsOff))
        {
            await Until.TrueAsync(
                async () => (await machine.RunAsync("systemctl", "is-active", "homelab-lease.service").ConfigureAwait(false)).StandardOutput.Trim() == "active", Bound, "the lease to be watched").ConfigureAwait(false);
        }
    }

    /// <summary>The same without waiting for anything.</summary>
    public void MainsFail(TimeSpan runtime, TimeSpan low = default) => _mains!.Fail(runtime, low);

    public async Task MainsReturnAsync()
    {
        await _mains!.EndAsync().ConfigureAwait(false);
        Ups.Set(("ups.status", "OL CHRG"), ("battery.charge", "90"), ("battery.runtime", "600"), ("ups.load", "20"));
    }

    /// <summary>The UPS's outlets are without power, and with them every machine that is still on, and upsd, which forgets an FSD.</summary>
    public async Task CutPowerAsync()
    {
        await Task.WhenAll(_machines.Values.Where(machine => !machine.IsOff).Select(machine => machine.LosePowerAsync())).ConfigureAwait(false);
        await Ups.StopServerAsync().ConfigureAwait(false);
        await _mains!.EndAsync().ConfigureAwait(false);
        Ups.Set(("ups.status", "OL CHRG"), ("battery.charge", "60"), ("battery.runtime", "400"), ("ups.load", "20"));
        await Ups.StartServerAsync().ConfigureAwait(false);
    }

    /// <summary>What comes to a node's own network on UDP port 9 from now on, also while the node is off, goes into a file: here is its path.</summary>
    public async Task<string> HearWakeAsync(string node)
    {
        var file = _folder.At($"{node}.wake");
        var command = _network![node].Within("socat", "-u", "UDP4-RECV:9", $"CREATE:{file}");
        _ears.Add(await RunningProgram.StartAsync($"the card of {node}", command[0], command[1..]).ConfigureAwait(false));
        return file;
    }

    /// <exception cref="TimeoutException">Somebody is not; the message holds what the coordinator knows and what every machine said last.</exception>
    public Task UntilConnectedAsync() => Until.TrueAsync(
        async () => Occurrences((await AskAsync("nodes").ConfigureAwait(false)).StandardOutput, "\"connected\": true") >= _machines.Values.Count(machine => !machine.IsOff), Bound, "every agent to be connected", TellAsync);

    /// <summary>What <c>homelab ... --json</c> answers.</summary>
    public Task<CommandResult> AskAsync(params string[] command)
    {
        string[] asked = [PublishedProgram.PathOf(PublishedProgram.Cli), .. command, "--json", "--coordinator", $"http://127.0.0.1:{_uplink}"];
        var placed = _network![_lab.CoordinatorNode].Within(asked[0], asked[1..]);
        return Command.RunAsync(placed[0], placed[1..]);
    }

    /// <summary>For a test that failed: what the coordinator knows of the nodes, and the last words of every machine.</summary>
    public async Task<string> TellAsync()
    {
        var told = (await AskAsync("nodes").ConfigureAwait(false)).Output;
        foreach (var (name, machine) in _machines)
        {
            told += $"\n-- {name}\n{string.Join('\n', (await machine.JournalAsync().ConfigureAwait(false)).Split('\n').Where(line => line.Contains("homelab", StringComparison.Ordinal)).TakeLast(25))}";
        }

        return told;
    }

    /// <summary>No machine hears another, or the UPS of another, any more.</summary>
    public Task SwitchDiesAsync() => _network!.SwitchDiesAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines.Values.Concat(_former))
        {
            await machine.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var ear in _ears)
        {
            await ear.DisposeAsync().ConfigureAwait(false);
        }

        if (_mains is not null)
        {
            await _mains.DisposeAsync().ConfigureAwait(false);
        }

        if (Ups is not null)
        {
            await Ups.DisposeAsync().ConfigureAwait(false);
        }

        if (_network is not null)
        {
            await _network.DisposeAsync().ConfigureAwait(false);
        }

        _folder.Dispose();
    }

    private static int Occurrences(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
