using System.Globalization;
using Homelab.TestKit.Network;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.TestKit.Systemd;

/// <summary>
/// A machine with a systemd of its own (systemd-nspawn(1), needs root): what the programs do to it they do to nobody else, and its power-off ends it. Its
/// root folder is Debian's, written to in memory only; its network is one of the test's own. The journal lies outside, to be read when it is off.
/// </summary>
public sealed class SystemdMachine : IAsyncDisposable
{
    private static readonly TimeSpan BootBound = TimeSpan.FromMinutes(2);

    /// <summary>systemd-nspawn's exit code for a machine that reboots, with --keep-unit.</summary>
    private const int Reboots = 133;

    private static readonly TimeSpan OffBound = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder;
    private readonly MachineCgroup _cgroup;
    private readonly RunningProgram _nspawn;
    private int _leader;

    private SystemdMachine(TempFolder folder, MachineCgroup cgroup, RunningProgram nspawn) => (_folder, _cgroup, _nspawn) = (folder, cgroup, nspawn);

    public string Name => _nspawn.Name;

    public bool IsOff => _nspawn.HasExited;

    /// <summary>What its console said last, for a failed test's message.</summary>
    public string Tail => _nspawn.Tail();

    /// <param name="files">What else lies in it: its path inside, and the file or folder outside, which it cannot write.</param>
    /// <param name="disk">Folders that outlive its power-off: the path inside, and the folder outside.</param>
    /// <param name="place">Its network.</param>
    /// <param name="units">Started with it.</param>
    public static async Task<SystemdMachine> BootAsync(
        string name, IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string> disk, NetworkPlace place, params IEnumerable<string> units)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new InvalidOperationException("systemd-nspawn needs root: run tests/run as root, or in a container where you are.");
        }

        var root = await MachineImage.RootAsync().ConfigureAwait(false);
        var folder = new TempFolder();
        // Colons part the halves of a bind; a TempFolder's path has none.
        string[] arguments =
        [
            "--quiet", "--boot", $"--directory={root}", "--volatile=overlay", "--register=no", "--keep-unit", $"--machine={name}", "--console=pipe", $"--network-namespace-path={place.Path}",
            // What a machine lets its services do, and systemd-nspawn does not: hand on the kernel's log, and read how the clock is disciplined (who would set it lacks CAP_SYS_TIME).
            "--capability=CAP_SYSLOG", "--system-call-filter=adjtimex clock_adjtime",
            $"--bind={folder.Folder("journal")}:/var/log/journal",
            .. BootIdForSandboxes.Files(folder).Select(file => $"--bind-ro={file.Value}:{file.Key}"),
            .. files.Select(file => $"--bind-ro={file.Value}:{file.Key}"),
            .. disk.Select(folder => $"--bind={folder.Value}:{folder.Key}"),
            .. units.Select(unit => $"systemd.wants={unit}"),
        ];
        var cgroup = new MachineCgroup(name);
        var command = cgroup.Within("systemd-nspawn", arguments);
        var machine = new SystemdMachine(folder, cgroup, await RunningProgram.StartAsync(name, command[0], command[1..]).ConfigureAwait(false));
        try
        {
            await Until.TrueAsync(machine.IsUpAsync, BootBound, $"{name} to be up").ConfigureAwait(false);
            return machine;
        }
        catch (TimeoutException late)
        {
            var tail = machine._nspawn.Tail();
            await machine.DisposeAsync().ConfigureAwait(false);
            throw new TimeoutException($"{late.Message} It said last:\n{tail}");
        }
    }

    /// <summary>Runs a command inside.</summary>
    public Task<CommandResult> RunAsync(params string[] command) => Command.RunAsync("nsenter", ["--target", $"{_leader}", "--all", .. command]);

    /// <summary>What its journal holds, also when it is off (journalctl(1)).</summary>
    public async Task<string> JournalAsync() =>
        (await Command.RunAsync("journalctl", ["--directory", _folder.Folder("journal"), "--no-pager", "--output=short-precise"]).ConfigureAwait(false)).Output;

    /// <summary>Waits until it has powered itself off, and says when that was.</summary>
    /// <exception cref="TimeoutException">It is still on, or ended otherwise; the message holds what its journal said last.</exception>
    public Task<ProgramExit> UntilOffAsync() => UntilOffAsync(OffBound);

    /// <inheritdoc cref="UntilOffAsync()" />
    public Task<ProgramExit> UntilOffAsync(TimeSpan bound) => UntilEndedAsync(0, "powered itself off", bound);

    /// <summary>Waits until it has begun to reboot: systemd-nspawn then leaves it to its caller to start it again.</summary>
    /// <exception cref="TimeoutException">It is still on, or ended otherwise; the message holds what its journal said last.</exception>
    public Task<ProgramExit> UntilRebootAsync() => UntilEndedAsync(Reboots, "rebooted", OffBound);

    private async Task<ProgramExit> UntilEndedAsync(int code, string what, TimeSpan bound)
    {
        var ended = await Task.WhenAny(_nspawn.Exit, Task.Delay(bound, TimeProvider.System)).ConfigureAwait(false);
        if (ended == _nspawn.Exit && await _nspawn.Exit.ConfigureAwait(false) is var exit && exit.Code == code)
        {
            return exit;
        }

        var lines = (await JournalAsync().ConfigureAwait(false)).Split('\n').TakeLast(30);
        throw new TimeoutException($"{Name} {(IsOff ? $"has not {what}, it ended otherwise" : "is still on")}: {_nspawn.Tail()}\n{string.Join('\n', lines)}");
    }

    /// <summary>From one moment to the next, without a word to anybody.</summary>
    public async Task LosePowerAsync()
    {
        // Without its first process the machine is gone; systemd-nspawn alone, killed, would leave it running.
        if (!_nspawn.HasExited && _leader > 0)
        {
            await Command.RunAsync("kill", ["-KILL", $"{_leader}"]).ConfigureAwait(false);
            await _nspawn.Exit.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LosePowerAsync().ConfigureAwait(false);
        await _nspawn.DisposeAsync().ConfigureAwait(false);
        _cgroup.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        if (_nspawn.HasExited)
        {
            throw new TimeoutException($"{_nspawn.Name} ended while it booted.");
        }

        // The first process inside is systemd-nspawn's only child.
        var children = await File.ReadAllTextAsync($"/proc/{_nspawn.Pid}/task/{_nspawn.Pid}/children").ConfigureAwait(false);
        return int.TryParse(children.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out _leader)
            && (await RunAsync("systemctl", "is-system-running").ConfigureAwait(false)).StandardOutput.Trim() is "running" or "degraded";
    }
}
