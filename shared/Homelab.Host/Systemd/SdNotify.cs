using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Homelab.Host.Systemd;

/// <summary>
/// Tells systemd about readiness, stopping, status and life (sd_notify(3), sd_watchdog_enabled(3)). Never blocks and never throws:
/// a full socket is a failed notification. Safe to call from several threads.
/// </summary>
public sealed class SdNotify : IDisposable
{
    private const int StatusCharactersMax = 200;

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _manager;

    /// <param name="notifySocket">NOTIFY_SOCKET: a path, or a name in the abstract namespace written with a leading @.</param>
    /// <param name="watchdogMicroseconds">WATCHDOG_USEC.</param>
    /// <param name="watchdogProcess">WATCHDOG_PID: the process that the watchdog means; absent means this one.</param>
    public SdNotify(string? notifySocket, string? watchdogMicroseconds = null, string? watchdogProcess = null)
    {
        WatchdogPeriod = PeriodFrom(watchdogMicroseconds, watchdogProcess);
        if (string.IsNullOrEmpty(notifySocket) || notifySocket[0] is not ('/' or '@'))
        {
            return;
        }

        try
        {
            _manager = new UnixDomainSocketEndPoint(notifySocket[0] == '@' ? '\0' + notifySocket[1..] : notifySocket);
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        }
        catch (Exception failure) when (failure is ArgumentException or SocketException)
        {
            _manager = null;
        }
    }

    /// <summary>Whether a service manager listens.</summary>
    public bool IsSupervised => _socket is not null && _manager is not null;

    /// <summary>The manager ends a process that is silent for this long; null without a watchdog. Feed it at half of this or sooner.</summary>
    public TimeSpan? WatchdogPeriod { get; }

    public static SdNotify FromEnvironment() => new(
        Environment.GetEnvironmentVariable("NOTIFY_SOCKET"),
        Environment.GetEnvironmentVariable("WATCHDOG_USEC"),
        Environment.GetEnvironmentVariable("WATCHDOG_PID"));

    public NotifyOutcome Ready() => Send("READY=1");

    public NotifyOutcome Stopping() => Send("STOPPING=1");

    public NotifyOutcome FeedWatchdog() => WatchdogPeriod is null ? NotifyOutcome.NotSupervised : Send("WATCHDOG=1");

    /// <summary>One line for <c>systemctl status</c>; line breaks become blanks, and it is cut at 200 characters.</summary>
    public NotifyOutcome Status(string text)
    {
        var line = text.Length > StatusCharactersMax ? text[..StatusCharactersMax] : text;
        return Send("STATUS=" + line.ReplaceLineEndings(" "));
    }

    public void Dispose() => _socket?.Dispose();

    private static TimeSpan? PeriodFrom(string? microseconds, string? process)
    {
        if (!long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var period) || period <= 0)
        {
            return null;
        }

        var forAnother = !string.IsNullOrEmpty(process) && process != Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return forAnother || period > TimeSpan.MaxValue.Ticks / 10 ? null : TimeSpan.FromMicroseconds(period);
    }

    private NotifyOutcome Send(string assignment)
    {
        if (_socket is null || _manager is null)
        {
            return NotifyOutcome.NotSupervised;
        }

        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(assignment), _manager);
            return NotifyOutcome.Sent;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return NotifyOutcome.Failed;
        }
    }
}
