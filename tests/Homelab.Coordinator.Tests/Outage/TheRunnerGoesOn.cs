using System.Net.Sockets;
using System.Text;
using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Tests.Api;
using Homelab.Domain.Shutdown;
using Homelab.Host;
using Homelab.Host.Systemd;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Hosting;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>Nobody else counts down: what the engine cannot take costs that input alone, and a runner that hangs is started again by systemd.</summary>
public sealed class TheRunnerGoesOn
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task After_an_input_that_the_engine_cannot_take()
    {
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        var runner = coordinator.Service<OutageRunner>();
        // Feeds that are no list at all: nothing that comes from outside can look so.
        var failed = await runner.Ask(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "alex", default)).WaitAsync(Bound, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Contains("failed over it", failed.Sentence, StringComparison.Ordinal);

        var next = await runner.Ask(new OutageInput.OperatorAsked(OperatorWish.Hold, "alex", [])).WaitAsync(Bound, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("failed over it", next.Sentence, StringComparison.Ordinal);
        Assert.False(runner.ExecuteTask!.IsCompleted);
    }

    [Fact]
    public async Task Or_the_watchdog_is_not_fed_any_more()
    {
        using var folder = new TempFolder();
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        manager.Bind(new UnixDomainSocketEndPoint(folder.At("notify")));
        await using var coordinator = await CoordinatorUnderTest.StartAsync();
        using var systemd = new SdNotify(folder.At("notify"), watchdogMicroseconds: "900000");
        using var notifications = new ServiceNotifications(systemd, coordinator.Service<OutageRunner>(), coordinator.Service<IHostApplicationLifetime>(), new BootClock());
        await notifications.StartAsync(TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => Received(manager).Contains("WATCHDOG=1"), Bound, "the watchdog to be fed while the runner runs");

        await coordinator.Service<OutageRunner>().StopAsync(TestContext.Current.CancellationToken);
        await Task.Delay(systemd.WatchdogPeriod!.Value * 2, TimeProvider.System, TestContext.Current.CancellationToken);
        Received(manager);
        await Task.Delay(systemd.WatchdogPeriod!.Value * 2, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Empty(Received(manager));
        Assert.False(notifications.ExecuteTask!.IsCompleted);
        await notifications.StopAsync(TestContext.Current.CancellationToken);
    }

    private static List<string> Received(Socket manager)
    {
        var received = new List<string>();
        var buffer = new byte[256];
        while (manager.Available > 0)
        {
            received.Add(Encoding.UTF8.GetString(buffer.AsSpan(0, manager.Receive(buffer))));
        }

        return received;
    }
}
