using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Nut;

/// <summary>NUT's own <c>upsmon</c> (upsmon(8)), many times as a secondary: real processes that share a configuration and a log.</summary>
public sealed class UpsmonClients : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private RunningProgram? _shell;

    private string Log => _folder.At("log");

    /// <summary>How many wrote that the UPS is on battery.</summary>
    public int Noticed => Lines("on battery");

    public int Returned => Lines("on line power");

    /// <param name="pollSeconds">POLLFREQ and POLLFREQALERT; NUT's default is 5.</param>
    public async Task StartAsync(int count, int port, int pollSeconds)
    {
        _folder.Write("upsmon.conf", $"""
            MONITOR {RealUpsd.Ups}@127.0.0.1:{port} 1 {RealUpsd.Secondary}
            MINSUPPLIES 1
            SHUTDOWNCMD "/bin/true"
            POLLFREQ {pollSeconds}
            POLLFREQALERT {pollSeconds}
            DEADTIME 60
            NOTIFYFLAG ONBATT SYSLOG
            NOTIFYFLAG ONLINE SYSLOG

            """);
        File.Create(Log).Dispose();
        // upsmon refuses a second one by its fixed PID file: a /run/nut of their own (needs root), and -P with a PID that is nobody's passes the check.
        // The jobs are ended with the shell, as a background job does not hear of a signal to it.
        var script = "mount -t tmpfs tmpfs /run/nut; trap 'kill $(jobs -p); wait; exit 0' TERM; "
            + $"for i in $(seq {count}); do /lib/nut/upsmon -F -p -P 4194303 >>'{Log}' 2>&1 & done; while :; do wait; sleep 1; done";
        _shell = await RunningProgram.StartAsync("upsmon", "unshare", ["-m", "bash", "-c", script], new Dictionary<string, string>
        {
            ["NUT_CONFPATH"] = _folder.Path,
            ["NUT_STATEPATH"] = _folder.Path,
            ["NUT_ALTPIDPATH"] = _folder.Path,
            ["NUT_QUIET_INIT_UPSNOTIFY"] = "true",
        });
    }

    public void Forget() => File.WriteAllText(Log, "");

    public string Words() => File.ReadAllText(Log);

    public async ValueTask DisposeAsync()
    {
        if (_shell is not null)
        {
            await _shell.TerminateAsync(TimeSpan.FromSeconds(30));
            await _shell.DisposeAsync();
        }

        _folder.Dispose();
    }

    private int Lines(string words) => File.ReadLines(Log).Count(line => line.Contains(words, StringComparison.Ordinal));
}
