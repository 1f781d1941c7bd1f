using System.Net.Sockets;
using Homelab.Host;
using Homelab.Host.Bus;

namespace Homelab.Shared.Tests.Host.Bus;

public class CallsOnARealBusTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly BootClock _clock = new();

    [Theory]
    [InlineData("yes", PowerOffPermission.Yes)]
    [InlineData("no", PowerOffPermission.No)]
    [InlineData("challenge", PowerOffPermission.Challenge)]
    [InlineData("na", PowerOffPermission.NotAvailable)]
    public void Logind_s_permission_to_power_off_is_read(string said, PowerOffPermission permission)
    {
        using var bus = new RealBus();
        using var service = Logind(bus, _ => PlayedAnswer.Of("s", new WireWriter().Text(said)));
        using var connection = Connect(bus);

        Assert.Equal(BusResult.Of(permission), new Logind(connection).CanPowerOff(Bound));
    }

    [Fact]
    public void Powering_off_asks_logind_once_and_without_a_question_to_a_user()
    {
        using var bus = new RealBus();
        using var service = Logind(bus, _ => PlayedAnswer.Of("", new WireWriter()));
        using var connection = Connect(bus);

        Assert.True(new Logind(connection).PowerOff(Bound).Succeeded);

        var call = Assert.Single(service.Calls);
        Assert.Equal(("org.freedesktop.login1.Manager", "PowerOff"), (call.Interface, call.Member));
        Assert.Equal([0, 0, 0, 0], call.Body);
    }

    [Fact]
    public void Flags_of_a_power_off_arrive()
    {
        using var bus = new RealBus();
        using var service = Logind(bus, _ => PlayedAnswer.Of("", new WireWriter()));
        using var connection = Connect(bus);

        Assert.True(new Logind(connection).PowerOffWithFlags(1, Bound).Succeeded);

        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], Assert.Single(service.Calls).Body);
    }

    [Theory]
    [InlineData("org.freedesktop.DBus.Error.AccessDenied", BusFault.Denied)]
    [InlineData("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", BusFault.Denied)]
    [InlineData("org.freedesktop.login1.BlockedByInhibitorLock", BusFault.Remote)]
    public void A_refusal_is_a_fault_with_what_the_service_said(string error, BusFault fault)
    {
        using var bus = new RealBus();
        using var service = Logind(bus, _ => PlayedAnswer.Refuse(error, "not for you"));
        using var connection = Connect(bus);

        var result = new Logind(connection).PowerOff(Bound);

        Assert.Equal(fault, result.Fault);
        Assert.Contains("not for you", result.Sentence);
    }

    [Fact]
    public void A_service_that_does_not_answer_ends_the_call_at_its_bound()
    {
        using var bus = new RealBus();
        using var service = Logind(bus, _ => PlayedAnswer.Silence);
        using var connection = Connect(bus);

        Assert.Equal(BusFault.TimedOut, new Logind(connection).PowerOff(TimeSpan.FromMilliseconds(200)).Fault);
    }

    [Fact]
    public void An_answer_of_another_type_is_malformed()
    {
        using var bus = new RealBus();
        using var service = Logind(bus, _ => PlayedAnswer.Of("u", new WireWriter().Number(7)));
        using var connection = Connect(bus);

        Assert.Equal(BusFault.Malformed, new Logind(connection).CanPowerOff(Bound).Fault);
    }

    [Fact]
    public void A_service_that_is_not_on_the_bus_is_named()
    {
        using var bus = new RealBus();
        using var connection = Connect(bus);

        var result = new Logind(connection).CanPowerOff(Bound);

        Assert.Equal((BusFault.NoService, "org.freedesktop.login1 is not on the bus"), (result.Fault, result.Sentence));
    }

    [Fact]
    public void A_bus_that_dies_is_a_broken_connection()
    {
        using var bus = new RealBus();
        var connection = BusConnection.Open(bus.Socket, Bound, _clock).Value!;
        bus.Kill();

        Assert.Equal(BusFault.Disconnected, connection.Call(new BusCall("a.b", "/", "a.b", "C"), Bound, _ => true).Fault);
        connection.Dispose();
    }

    [Fact]
    public void A_bus_that_came_back_is_used_again_without_a_failed_call()
    {
        using var bus = new RealBus();
        using var connection = Connect(bus);
        var logind = new Logind(connection);
        Assert.Equal(BusFault.NoService, logind.CanPowerOff(Bound).Fault);
        bus.Kill();
        Assert.Equal(BusFault.NoBus, logind.CanPowerOff(Bound).Fault);

        bus.Start();
        using var service = Logind(bus, _ => PlayedAnswer.Of("s", new WireWriter().Text("yes")));

        Assert.True(logind.CanPowerOff(Bound).Succeeded);
    }

    [Fact]
    public void A_bus_restarted_between_two_calls_costs_no_failed_call()
    {
        using var bus = new RealBus();
        using var connection = Connect(bus);
        var logind = new Logind(connection);
        _ = logind.CanPowerOff(Bound);
        bus.Kill();
        bus.Start();
        using var service = Logind(bus, _ => PlayedAnswer.Of("s", new WireWriter().Text("yes")));

        Assert.True(logind.CanPowerOff(Bound).Succeeded);
    }

    [Fact]
    public void Where_there_is_no_socket_there_is_no_bus() =>
        Assert.Equal(BusFault.NoBus, BusConnection.Open("/nowhere/system_bus_socket", Bound, _clock).Fault);

    [Fact]
    public void A_socket_whose_owner_does_not_speak_ends_the_opening_at_its_bound()
    {
        using var folder = new ScratchFolder();
        using var mute = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        mute.Bind(new UnixDomainSocketEndPoint(folder.File("bus")));
        mute.Listen();

        Assert.Equal(BusFault.TimedOut, BusConnection.Open(folder.File("bus"), TimeSpan.FromMilliseconds(200), _clock).Fault);
    }

    [Fact]
    public void Units_are_counted_by_state_and_the_failed_ones_named()
    {
        using var bus = new RealBus();
        using var service = Systemd(bus, Units);
        using var connection = Connect(bus);

        var summary = new SystemdUnits(connection).Summarise(Bound).Value!;

        Assert.Equal((2, 0, 0, 1, 1), (summary.Active, summary.Activating, summary.Deactivating, summary.Inactive, summary.Failed));
        Assert.Equal([new UnitRow("smartd.service", "loaded", "failed", "failed")], summary.FailedUnits);
    }

    [Fact]
    public void Units_asked_for_by_name_come_with_their_states()
    {
        using var bus = new RealBus();
        using var service = Systemd(bus, Units);
        using var connection = Connect(bus);

        var rows = new SystemdUnits(connection).ByNames(["ssh.service", "caddy.service"], Bound).Value;

        Assert.Equal(new UnitRow("ssh.service", "loaded", "active", "running"), rows[0]);
        Assert.Equal(4, rows.Length);
        Assert.Equal("ListUnitsByNames", Assert.Single(service.Calls).Member);
    }

    [Fact]
    public void Units_are_asked_to_stop_and_to_start()
    {
        using var bus = new RealBus();
        using var service = Systemd(bus, _ => PlayedAnswer.Of("o", new WireWriter().Text("/org/freedesktop/systemd1/job/7")));
        using var connection = Connect(bus);

        var systemd = new SystemdUnits(connection);
        Assert.True(systemd.Stop("caddy.service", Bound).Succeeded);
        Assert.True(systemd.Start("caddy.service", Bound).Succeeded);

        Assert.Equal(["StopUnit", "StartUnit"], service.Calls.Select(call => call.Member));
    }

    [Fact]
    public void The_system_s_state_is_read_out_of_its_variant()
    {
        using var bus = new RealBus();
        using var service = Systemd(bus, _ => PlayedAnswer.Of("v", new WireWriter().Signature("s").Text("degraded")));
        using var connection = Connect(bus);

        Assert.Equal(BusResult.Of("degraded"), new SystemdUnits(connection).SystemState(Bound));
    }

    private static PlayedAnswer Units(PlayedCall call) => PlayedAnswer.Of("a(ssssssouso)", new WireWriter().Array(rows =>
    {
        Row(rows, "ssh.service", "loaded", "active", "running");
        Row(rows, "smartd.service", "loaded", "failed", "failed");
        Row(rows, "caddy.service", "not-found", "inactive", "dead");
        Row(rows, "-.mount", "loaded", "active", "mounted");
    }));

    private static void Row(WireWriter rows, string name, string load, string active, string sub) => rows.Align(8)
        .Text(name).Text("a description").Text(load).Text(active).Text(sub).Text("").Text("/unit").Number(0).Text("").Text("/");

    private static PlayedService Logind(RealBus bus, Func<PlayedCall, PlayedAnswer?> answer) => new(bus.Socket, "org.freedesktop.login1", answer);

    private static PlayedService Systemd(RealBus bus, Func<PlayedCall, PlayedAnswer?> answer) => new(bus.Socket, "org.freedesktop.systemd1", answer);

    private SystemBus Connect(RealBus bus) => new(bus.Socket, _clock);
}
