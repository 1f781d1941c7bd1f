using Homelab.Host.Systemd;

namespace Homelab.Coordinator;

/// <summary>Tells systemd that the coordinator is ready, lives and stops (sd_notify(3)).</summary>
internal sealed class ServiceNotifications(SdNotify systemd, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
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
            systemd.FeedWatchdog();
            await Task.Delay(period / 3, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
