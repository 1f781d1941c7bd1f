using System.Collections.Concurrent;
using System.Diagnostics;
using Homelab.TestKit.Processes;

namespace Homelab.TestKit.Nut;

/// <summary>
/// Debian's own <c>upsd</c> and <c>dummy-ups</c> (package nut-server) on a loopback port, in a folder of their own under the temporary
/// folder. Nothing of <c>/etc/nut</c> or <c>/run/nut</c> is read or written, and no service needs to be enabled.
/// </summary>
/// <remarks>
/// What is done, so that it can be done by hand or in a script. With D the folder, D/conf the configuration, D/state the state:
/// <code>
/// D/conf/ups.conf:     maxretry = 1
///                      pollinterval = 1
///                      [ups]
///                        driver = dummy-ups
///                        port = D/conf/ups.dev        # absolute; a .seq file for a played outage
///                        mode = dummy-once            # dummy-loop with a .seq file
///                        desc = "A test UPS"
/// D/conf/ups.dev:      "ups.status: OL" and so on, a variable a line; in a .seq also "TIMER 10" between changes, and at the end
/// D/conf/upsd.conf:    LISTEN 127.0.0.1 PORT
///                      MAXAGE 15
///                      STATEPATH D/state
/// D/conf/upsd.users:   [homelab]
///                        password = "..."
///                        actions = SET
///                        actions = FSD
///                        instcmds = ALL
/// chmod 700 D
/// export NUT_CONFPATH=D/conf NUT_STATEPATH=D/state NUT_ALTPIDPATH=D/state
/// /lib/nut/dummy-ups -a ups -F -u root &amp;
/// /lib/nut/upsd -F -u root &amp;
/// </code>
/// <c>-F</c> keeps both in the foreground without a PID file, so that they end with a signal to the process that was started.
/// <c>-u root</c> only when started as root (otherwise they change to the user nut, which cannot read the folder); without root leave it
/// away. <c>/sbin/upsd</c> is a wrapper that refuses while MODE=none stands in <c>/etc/nut/nut.conf</c>: call <c>/lib/nut/upsd</c>.
/// dummy-once reads its file again when the modification time changes by whole seconds. upsd tries a missing driver every few seconds.
/// FSD lives in upsd's memory: it goes with a restart of upsd.
/// </remarks>
public sealed class RealUpsd : IAsyncDisposable
{
    public const string Ups = "ups";
    /// <summary>User, password and role of an upsmon that shares the UPS, as its MONITOR line ends.</summary>
    public const string Secondary = "other other secondary";

    /// <summary>The same for the upsmon that has the UPS's cable.</summary>
    public const string Primary = "primary first primary";

    public const string User = "homelab";
    public const string Password = "s3 cret #1 \"q\" \\";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly RealUpsdOptions _options;
    private readonly string _folder;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _driver;
    private Process? _server;
    private DateTime _written = DateTime.UnixEpoch.AddYears(40);

    private RealUpsd(RealUpsdOptions options, int port)
    {
        _options = options;
        Port = port;
        _folder = Directory.CreateTempSubdirectory("homelab-nut-").FullName;
    }

    public int Port { get; }

    /// <summary>What upsd and the driver printed, for messages of failed tests.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>SHA-256 of the server's certificate, with <see cref="RealUpsdOptions.Tls"/>.</summary>
    public string? CertificateSha256 { get; private set; }

    /// <summary>Starts driver and server, and returns once the UPS says more than WAIT (upsd says that until the driver has sent all).</summary>
    public static async Task<RealUpsd> StartAsync(RealUpsdOptions? options = null)
    {
        var upsd = new RealUpsd(options ?? new RealUpsdOptions(), options?.Port ?? FreePort.Next());
        try
        {
            await upsd.WriteConfigurationAsync();
            await upsd.StartDriverAsync();
            await upsd.UntilAsync("the driver's socket", () => Task.FromResult(File.Exists(Path.Combine(upsd.StateFolder, "dummy-ups-ups"))));
            await upsd.StartServerAsync();
            await upsd.UntilAsync("a first status", async () => await upsd.TryReadAsync("ups.status") is not ("" or "WAIT"));
            return upsd;
        }
        catch
        {
            await upsd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the definition anew, or tells the played driver: given variables only; the driver keeps others at their last value. Use "" to remove one.</summary>
    public void Set(params ReadOnlySpan<(string Variable, string Value)> variables)
    {
        var lines = new List<string>();
        foreach (var (variable, value) in variables)
        {
            _options.Played?.Set(variable, value);
            lines.Add($"{variable}: {value}");
        }

        WriteDefinition(lines);
    }

    /// <summary>Sets <c>ups.status</c> and returns once upsd serves it.</summary>
    public async Task SetStatusAsync(string status)
    {
        Set(("ups.status", status));
        await UntilAsync($"status {status}", async () => (await TryReadAsync("ups.status")).Replace("FSD ", "", StringComparison.Ordinal) == status);
    }

    /// <summary>What <c>upsc</c>, NUT's own client, reads; empty where it fails.</summary>
    public async Task<string> TryReadAsync(string variable)
    {
        var command = Placed("upsc", [$"{Ups}@127.0.0.1:{Port}", variable]);
        var (exit, output, _) = await NutTool.RunAsync(command[0], command[1..]);
        return exit == 0 ? output : "";
    }

    /// <summary>SIGSTOP: the driver stays connected and says nothing more; upsd calls it stale after MAXAGE.</summary>
    public Task FreezeDriverAsync() => NutTool.RequireAsync("kill", "-STOP", $"{_driver!.Id}");

    public Task ThawDriverAsync() => NutTool.RequireAsync("kill", "-CONT", $"{_driver!.Id}");

    public async Task StartDriverAsync()
    {
        if (_options.Played is { } played)
        {
            played.Start(Path.Combine(StateFolder, "dummy-ups-ups"));
            return;
        }

        _driver = await StartPartAsync("/lib/nut/dummy-ups", ["-a", Ups, "-F"]);
    }

    public Task StopDriverAsync() => StopAsync(_driver);

    public async Task StartServerAsync() => _server = await StartPartAsync("/lib/nut/upsd", ["-F"]);

    public Task StopServerAsync() => StopAsync(_server);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_server);
        await StopAsync(_driver);
        if (_options.Played is { } played)
        {
            await played.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string StateFolder => Path.Combine(_folder, "state");

    private string ConfFolder => Path.Combine(_folder, "conf");

    private string DefinitionFile => Path.Combine(ConfFolder, _options.Sequence is null ? "ups.dev" : "ups.seq");

    private async Task WriteConfigurationAsync()
    {
        Directory.CreateDirectory(ConfFolder);
        Directory.CreateDirectory(StateFolder);
        WriteDefinition(_options.Sequence ?? _options.Variables.Select(variable => $"{variable.Variable}: {variable.Value}"));
        var mode = _options.Sequence is null ? "dummy-once" : "dummy-loop";
        Write("ups.conf", $"maxretry = 1\npollinterval = 1\n[{Ups}]\n  driver = dummy-ups\n  port = {DefinitionFile}\n  mode = {mode}\n  desc = \"A \\\"test\\\" UPS\"\n");
        var password = Password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("#", "\\#", StringComparison.Ordinal);
        Write("upsd.users", $"[{User}]\n  password = \"{password}\"\n  actions = SET\n  actions = FSD\n  instcmds = ALL\n\n[primary]\n  password = first\n  upsmon primary\n\n[other]\n  password = other\n  upsmon secondary\n");
        var tls = "";
        if (_options.Tls)
        {
            (tls, CertificateSha256) = await NssCertificate.MakeAsync(Path.Combine(_folder, "nss"));
        }

        var most = _options.MaxConnections is { } connections ? $"MAXCONN {connections}\n" : "";
        Write("upsd.conf", $"LISTEN 127.0.0.1 {Port}\nMAXAGE {_options.MaxAgeSeconds}\nSTATEPATH {StateFolder}\n{most}{tls}");
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(ConfFolder, name), content);

    /// <summary>In one step, and with a modification time that differs by seconds from the one before.</summary>
    private void WriteDefinition(IEnumerable<string> lines)
    {
        var fresh = DefinitionFile + ".new";
        File.WriteAllLines(fresh, lines);
        _written += TimeSpan.FromSeconds(10);
        File.SetLastWriteTimeUtc(fresh, _written);
        File.Move(fresh, DefinitionFile, overwrite: true);
    }

    private async Task<Process> StartPartAsync(string program, IEnumerable<string> arguments)
    {
        if (!File.Exists(program))
        {
            throw new FileNotFoundException($"{program} is not there: install the package nut-server.");
        }

        var environment = new Dictionary<string, string>
        {
            ["NUT_CONFPATH"] = ConfFolder,
            ["NUT_STATEPATH"] = StateFolder,
            ["NUT_ALTPIDPATH"] = StateFolder,
        };
        var command = Placed(program, Environment.IsPrivilegedProcess ? arguments.Concat(["-u", "root"]) : arguments);
        var process = await NutTool.StartAsync(command[0], command[1..], environment);
        process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string[] Placed(string program, IEnumerable<string> arguments) => _options.Place?.Within(program, arguments) ?? [program, .. arguments];

    private static async Task StopAsync(Process? process)
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Bound)
            {
                throw new TimeoutException($"There was no {what} within {Bound.TotalSeconds} s.\n{Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
