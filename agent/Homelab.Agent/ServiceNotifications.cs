using Homelab.Agent.Orders;
using Homelab.Agent.Uplink;
using Homelab.Host;
using Homelab.Host.Systemd;

namespace Homelab.Agent;

/// <summary>
/// Tells systemd that the agent is ready, stops, and lives. The watchdog is fed only while the loop that enforces the power lease comes
/// round (P10): an agent whose lease would not be kept is restarted, whatever else of it still runs.
/// </summary>
internal sealed class ServiceNotifications(
    SdNotify manager, PowerDesk lease, UplinkClient uplink, TimeProvider clock, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>The loop ticks four times a second; so late it is stuck.</summary>
    private static readonly TimeSpan LeaseLoopSilenceMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StatusPeriod = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!manager.IsSupervised)
        {
            return;
        }

        using var ready = lifetime.ApplicationStarted.Register(() => manager.Ready());
        using var stopping = lifetime.ApplicationStopping.Register(() => manager.Stopping());
        var period = manager.WatchdogPeriod / 3 ?? StatusPeriod;
        bool? wasConnected = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (clock.Now() - lease.LastTick < LeaseLoopSilenceMax)
            {
                manager.FeedWatchdog();
            }

            var isConnected = uplink.IsConnected;
            if (isConnected != wasConnected)
            {
                manager.Status(isConnected ? "connected to the coordinator" : "not connected to the coordinator; readings are kept");
                wasConnected = isConnected;
            }

            await Task.Delay(period, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
