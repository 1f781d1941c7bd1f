using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.TestKit.Uml;

/// <summary>
/// A machine with a kernel of its own (Debian's user-mode-linux, no root needed): it boots in a second, and SIGKILL to all of it is a power cut,
/// since its page cache goes with it. It has a disk, mounted on /state, and no network.
/// </summary>
public sealed partial class UserModeMachine : IAsyncDisposable
{
    private const string Kernel = "/usr/bin/linux.uml";

    // Without a space: the path goes into a kernel command line.
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-uml-").FullName;
    private RunningProgram? _running;

    private readonly int _clockTimes;

    private UserModeMachine(int clockTimes) => _clockTimes = clockTimes;

    /// <summary>What it printed on its console.</summary>
    public IReadOnlyList<string> Console => _running?.Lines ?? [];

    private string Root => Path.Combine(_folder, "root");

    private string Disk => Path.Combine(_folder, "state.img");

    /// <summary>Without it the machine dies at its first process on a host whose processor has AMX.</summary>
    private string WideRegisters => Path.Combine(_folder, "wide-registers.so");

    private string FastClock => Path.Combine(_folder, "fast-clock.so");

    /// <param name="programs">Copied into its root folder with the libraries that they need.</param>
    /// <param name="script">For busybox's shell, run as its first process after /proc, /sys, /run and /state are mounted.</param>
    /// <param name="clockTimes">How many of its seconds go by in one: its programs do not run faster, so that to them they are slower.</param>
    public static async Task<UserModeMachine> MakeAsync(IEnumerable<string> programs, string script, int clockTimes = 1)
    {
        var machine = new UserModeMachine(clockTimes);
        foreach (var name in (string[])["bin", "dev", "proc", "sys", "run", "state", "tmp", "etc"])
        {
            Directory.CreateDirectory(Path.Combine(machine.Root, name));
        }

        // Opened at run time, so that ldd(1) does not name them.
        var cache = await Command.RunAsync("/usr/sbin/ldconfig", ["-p"]).ConfigureAwait(false);
        foreach (var library in OpenSsl().Matches(cache.StandardOutput).Select(match => match.Value))
        {
            machine.CopyLibrary(library);
        }

        foreach (var program in programs.Append(await WhereIsAsync("busybox").ConfigureAwait(false)))
        {
            File.Copy(program, Path.Combine(machine.Root, "bin", Path.GetFileName(program)));
            await machine.CopyLibrariesAsync(program).ConfigureAwait(false);
        }

        var init = Path.Combine(machine.Root, "init");
        await File.WriteAllTextAsync(init, $"""
            #!/bin/busybox sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc
            mount -t sysfs sys /sys
            mount -t tmpfs run /run
            mount -t ext4 /dev/ubda /state || echo "no disk"
            ifconfig lo 127.0.0.1 up
            {script}
            """).ConfigureAwait(false);
        await Command.RequireAsync("chmod", "755", init).ConfigureAwait(false);

        await using (var disk = File.Create(machine.Disk))
        {
            disk.SetLength(64 << 20);
        }

        foreach (var before in (string[])[machine.WideRegisters, machine.FastClock])
        {
            var source = Repository.PathOf($"tests/Homelab.TestKit/Uml/{Path.GetFileNameWithoutExtension(before)}.c");
            await Command.RequireAsync("gcc", "-shared", "-fPIC", "-Wall", "-Werror", "-O2", "-o", before, source).ConfigureAwait(false);
        }

        await Command.RequireAsync("/usr/sbin/mkfs.ext4", "-q", "-F", machine.Disk).ConfigureAwait(false);
        return machine;
    }

    public async Task BootAsync()
    {
        string[] arguments =
        [
            "--wait", "env", $"LD_PRELOAD={WideRegisters} {FastClock}", string.Create(CultureInfo.InvariantCulture, $"CLOCK_TIMES={_clockTimes}"), Kernel, "mem=384M", "root=/dev/root", "rootfstype=hostfs", $"rootflags={Root}", "rw", "init=/init", $"ubda={Disk}",
            "con=null", "con0=null,fd:1", "quiet",
        ];
        // Of a session of its own, so that a signal reaches every process that the kernel is made of, and nothing else.
        _running = await RunningProgram.StartAsync("user-mode-linux", "setsid", arguments).ConfigureAwait(false);
    }

    /// <exception cref="TimeoutException">It did not say so within the bound; the message holds what it said last.</exception>
    public Task UntilItSaysAsync(string line, TimeSpan bound) =>
        Until.TrueAsync(() => Console.Contains(line), bound, $"the machine to say '{line}'", () => Task.FromResult($"It said last:\n{_running?.Tail(40)}"));

    /// <summary>Pulls the plug.</summary>
    public async Task CutPowerAsync()
    {
        foreach (var process in OwnProcesses())
        {
            process.Kill();
            await process.WaitForExitAsync().ConfigureAwait(false);
            process.Dispose();
        }

        if (_running is not null)
        {
            await _running.KillAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What lies on the disk after a cut, as the next boot would find it: the file system's journal is replayed first.</summary>
    public async Task<string> ReadDiskAsync()
    {
        var fsck = await Command.RunAsync("/usr/sbin/e2fsck", ["-f", "-y", Disk]).ConfigureAwait(false);
        if (fsck.ExitCode > 1)
        {
            throw new InvalidOperationException($"The disk could not be made whole: {fsck.Output}");
        }

        var target = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        await Command.RequireAsync("/usr/sbin/debugfs", "-R", $"rdump / \"{target}\"", Disk).ConfigureAwait(false);
        return target;
    }

    public async ValueTask DisposeAsync()
    {
        await CutPowerAsync().ConfigureAwait(false);
        if (_running is not null)
        {
            await _running.DisposeAsync().ConfigureAwait(false);
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A kernel is several processes on the host; all have its disk in their arguments.</summary>
    private IEnumerable<Process> OwnProcesses() => Process.GetProcesses().Where(process =>
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains($"ubda={Disk}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });

    private static async Task<string> WhereIsAsync(string program) =>
        (await Command.RunAsync("which", [program]).ConfigureAwait(false)).StandardOutput.Trim() is { Length: > 0 } path
            ? path
            : throw new InvalidOperationException($"{program} is not there: install busybox-static, or run tests/run, which does.");

    private async Task CopyLibrariesAsync(string program)
    {
        var needed = await Command.RunAsync("ldd", [program]).ConfigureAwait(false);
        foreach (var library in LibraryPath().Matches(needed.StandardOutput).Select(match => match.Value))
        {
            CopyLibrary(library);
        }
    }

    private void CopyLibrary(string library)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root + library)!);
        File.Copy(library, Root + library, overwrite: true);
    }

    [GeneratedRegex(@"/[^\s:]+")]
    private static partial Regex LibraryPath();

    [GeneratedRegex(@"/\S+/lib(ssl|crypto)\.so\.3$", RegexOptions.Multiline)]
    private static partial Regex OpenSsl();
}
