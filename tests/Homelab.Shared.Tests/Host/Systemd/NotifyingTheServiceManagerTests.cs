using System.Net.Sockets;
using System.Text;
using Homelab.Host.Systemd;

namespace Homelab.Shared.Tests.Host.Systemd;

public class NotifyingTheServiceManagerTests
{
    [Fact]
    public void Readiness_status_life_and_stopping_arrive_as_one_datagram_each()
    {
        using var folder = new ScratchFolder();
        using var manager = Listen(folder.File("notify"));
        using var notify = new SdNotify(folder.File("notify"), watchdogMicroseconds: "10000000");

        Assert.Equal(NotifyOutcome.Sent, notify.Ready());
        Assert.Equal("READY=1", Receive(manager));
        Assert.Equal(NotifyOutcome.Sent, notify.Status("12 collectors\nrun"));
        Assert.Equal("STATUS=12 collectors run", Receive(manager));
        Assert.Equal(NotifyOutcome.Sent, notify.FeedWatchdog());
        Assert.Equal("WATCHDOG=1", Receive(manager));
        Assert.Equal(NotifyOutcome.Sent, notify.Stopping());
        Assert.Equal("STOPPING=1", Receive(manager));
    }

    [Fact]
    public void A_socket_in_the_abstract_namespace_is_reached()
    {
        using var folder = new ScratchFolder();
        var name = "homelab-test-" + Path.GetFileName(folder.Path);
        using var manager = Listen("\0" + name);
        using var notify = new SdNotify("@" + name);

        Assert.Equal(NotifyOutcome.Sent, notify.Ready());
        Assert.Equal("READY=1", Receive(manager));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("vsock:2:1234")]
    [InlineData("relative/path")]
    public void Without_a_usable_socket_nothing_is_sent(string? socket)
    {
        using var notify = new SdNotify(socket);

        Assert.False(notify.IsSupervised);
        Assert.Equal(NotifyOutcome.NotSupervised, notify.Ready());
    }

    [Fact]
    public void A_socket_that_nobody_reads_is_a_failed_notification_and_no_exception()
    {
        using var folder = new ScratchFolder();
        using var notify = new SdNotify(folder.File("nobody"));

        Assert.Equal(NotifyOutcome.Failed, notify.Ready());
    }

    [Fact]
    public void A_manager_that_does_not_read_never_blocks_the_sender()
    {
        using var folder = new ScratchFolder();
        using var manager = Listen(folder.File("notify"));
        using var notify = new SdNotify(folder.File("notify"));

        var outcomes = Enumerable.Range(0, 2000).Select(_ => notify.Ready()).ToHashSet();

        Assert.Contains(NotifyOutcome.Failed, outcomes);
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void The_watchdog_s_period_is_ours_only_if_it_is_a_number_and_means_this_process(string? period, string? process, double? seconds)
    {
        using var notify = new SdNotify("/nowhere", period, process);

        Assert.Equal(seconds, notify.WatchdogPeriod?.TotalSeconds);
    }

    private static Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        socket.Bind(new UnixDomainSocketEndPoint(name));
        return socket;
    }

    private static string Receive(Socket manager)
    {
        var buffer = new byte[512];
        return Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer));
    }
}
