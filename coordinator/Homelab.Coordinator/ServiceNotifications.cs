using Homelab.Coordinator.Outage;
using Homelab.Host;
using Homelab.Host.Systemd;

namespace Homelab.Coordinator;

/// <summary>Tells systemd that the coordinator is ready, lives and stops (sd_notify(3)).</summary>
internal sealed class ServiceNotifications(SdNotify systemd, OutageRunner runner, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lifetime.ApplicationStarted.Register(() => systemd.Ready());
        lifetime.ApplicationStopping.Register(() => systemd.Stopping());
        if (systemd.WatchdogPeriod is not { } period)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            // A coordinator whose runner hangs is to be started again: its journal is on disk, and nothing else commands the lab.
            if (clock.Now() - runner.LastStepAt < period)
            {
                systemd.FeedWatchdog();
            }

            await Task.Delay(period / 3, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
