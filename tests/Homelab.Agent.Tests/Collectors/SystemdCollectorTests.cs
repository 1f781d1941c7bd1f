using System.Collections.Immutable;
using Homelab.Agent.Collectors;
using Homelab.Host;
using Homelab.Host.Bus;
using Homelab.Shared.Tests.Host.Bus;

namespace Homelab.Agent.Tests.Collectors;

/// <summary>A real dbus-daemon with a played systemd on it.</summary>
public class SystemdCollectorTests
{
    private static readonly CollectorSettings s_named = CollectorSettings.Default with
    {
        Options = ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("units", ["caddy.service"]),
    };

    [Fact]
    public void Units_are_counted_and_those_named_or_failed_told_one_by_one()
    {
        using var bus = new RealBus();
        using var systemd = new PlayedService(bus.Socket, "org.freedesktop.systemd1", Answer);
        using var connection = new SystemBus(bus.Socket, new BootClock());
        var collector = new SystemdCollector(new SystemdUnits(connection), () => true);

        var (outcome, collection) = collector.Round(s_named);

        Assert.Equal(CollectorOutcome.Ok, outcome);
        Assert.Equal([("smartd.service", "failed"), ("caddy.service", "inactive")], collection.Units.Select(unit => (unit.Name, unit.ActiveState)));
        Assert.Equal("degraded", collection.Facts["systemd"]);
        var lines = PrometheusText.Of(collection.Samples).Split('\n');
        Assert.Contains("node_systemd_units{state=\"active\"} 1", lines);
        Assert.Contains("node_systemd_units{state=\"failed\"} 1", lines);
        Assert.Contains("node_systemd_system_running 0", lines);
        Assert.Contains("node_systemd_unit_state{name=\"smartd.service\",state=\"failed\"} 1", lines);
        Assert.Contains("node_systemd_unit_state{name=\"caddy.service\",state=\"active\"} 0", lines);
    }

    [Fact]
    public void Without_a_bus_or_without_systemd_on_it_there_is_nothing_here()
    {
        using var bus = new RealBus();
        using var connection = new SystemBus(bus.Socket, new BootClock());
        var units = new SystemdUnits(connection);

        Assert.Equal(CollectorOutcome.NothingHere("no system bus"), new SystemdCollector(units, () => false).Round().Outcome);
        Assert.Equal(CollectorOutcome.NothingHere("org.freedesktop.systemd1 is not on the bus"), new SystemdCollector(units, () => true).Round().Outcome);
    }

    [Fact]
    public void A_systemd_that_refuses_is_a_failure_with_its_words()
    {
        using var bus = new RealBus();
        using var systemd = new PlayedService(bus.Socket, "org.freedesktop.systemd1", _ => PlayedAnswer.Refuse("org.freedesktop.DBus.Error.AccessDenied", "not for you"));
        using var connection = new SystemBus(bus.Socket, new BootClock());

        var outcome = new SystemdCollector(new SystemdUnits(connection), () => true).Round().Outcome;

        Assert.Equal(CollectorOutcome.Failed("org.freedesktop.systemd1 refused ListUnits: not for you"), outcome);
    }

    private static PlayedAnswer Answer(PlayedCall call) => call.Member switch
    {
        "ListUnits" => Rows(("ssh.service", "loaded", "active", "running"), ("smartd.service", "loaded", "failed", "failed")),
        "ListUnitsByNames" => Rows(("caddy.service", "not-found", "inactive", "dead")),
        _ => PlayedAnswer.Of("v", new WireWriter().Signature("s").Text("degraded")),
    };

    private static PlayedAnswer Rows(params (string Name, string Load, string Active, string Sub)[] units) =>
        PlayedAnswer.Of("a(ssssssouso)", new WireWriter().Array(rows =>
        {
            foreach (var (name, load, active, sub) in units)
            {
                rows.Align(8).Text(name).Text("a description").Text(load).Text(active).Text(sub).Text("").Text("/unit").Number(0).Text("").Text("/");
            }
        }));
}
