using Homelab.Agent.Orders;
using Homelab.Host;
using Homelab.Host.Bus;
using Homelab.Shared.Tests.Host.Bus;

namespace Homelab.Agent.Tests.Orders;

/// <summary>A real dbus-daemon with a played systemd on it, whose units go the way that it was asked for.</summary>
public sealed class SystemdStopsUnits : IDisposable
{
    private readonly RealBus _bus = new();
    private readonly PlayedService _systemd;
    private readonly SystemBus _connection;
    private readonly SystemdUnitSwitch _switch;
    private readonly List<string> _asked = [];
    private volatile int _looksUntilDown = 1;
    private volatile bool _isStopping;
    private volatile bool _isRefused;

    public SystemdStopsUnits()
    {
        _systemd = new PlayedService(_bus.Socket, "org.freedesktop.systemd1", Answer);
        _connection = new SystemBus(_bus.Socket, new BootClock());
        _switch = new SystemdUnitSwitch(new SystemdUnits(_connection), new BootClock());
    }

    [Fact]
    public async Task Only_what_runs_is_stopped_and_looked_at_until_it_is_inactive()
    {
        _looksUntilDown = 3;
        var result = await _switch.Stop(["caddy.service", "caddy.socket"], TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal((true, "inactive"), (result.Stopped, result.Detail));
        Assert.Equal(["caddy.service"], result.WereActive);
        Assert.Equal(["StopUnit"], _asked);
    }

    [Fact]
    public async Task What_stays_active_is_named_when_the_bound_is_over()
    {
        _looksUntilDown = int.MaxValue;
        var result = await _switch.Stop(["caddy.service"], TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Equal((false, "still active after 1 s: caddy.service"), (result.Stopped, result.Detail));
    }

    [Fact]
    public async Task What_the_agents_user_has_no_right_to_is_said_with_where_rights_are_given()
    {
        _isRefused = true;
        var result = await _switch.Stop(["caddy.service"], TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.False(result.Stopped);
        Assert.StartsWith("caddy.service cannot be stopped: ", result.Detail, StringComparison.Ordinal);
        Assert.EndsWith("is it named in /etc/homelab/units of this node?", result.Detail, StringComparison.Ordinal);
        Assert.EndsWith("is it named in /etc/homelab/units of this node?", await _switch.Start(["caddy.service"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_stopped_is_started_again()
    {
        Assert.Null(await _switch.Start(["caddy.service"], TestContext.Current.CancellationToken));
        Assert.Equal(["StartUnit"], _asked);
    }

    public void Dispose()
    {
        _switch.Dispose();
        _connection.Dispose();
        _systemd.Dispose();
        _bus.Dispose();
    }

    private PlayedAnswer Answer(PlayedCall call)
    {
        if (call.Member is "StopUnit" or "StartUnit")
        {
            if (_isRefused)
            {
                return PlayedAnswer.Refuse("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", "Interactive authentication required.");
            }

            _asked.Add(call.Member);
            _isStopping = call.Member == "StopUnit";
            return PlayedAnswer.Of("o", new WireWriter().Text("/org/freedesktop/systemd1/job/7"));
        }

        var isActive = !_isStopping || _looksUntilDown-- > 0;
        return PlayedAnswer.Of("a(ssssssouso)", new WireWriter().Array(rows =>
        {
            Row(rows, "caddy.service", isActive ? _isStopping ? "deactivating" : "active" : "inactive");
            Row(rows, "caddy.socket", "inactive");
        }));
    }

    private static void Row(WireWriter rows, string name, string active) => rows.Align(8)
        .Text(name).Text("a description").Text("loaded").Text(active).Text("sub").Text("").Text("/unit").Number(0).Text("").Text("/");
}
