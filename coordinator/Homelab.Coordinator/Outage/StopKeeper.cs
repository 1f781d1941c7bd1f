namespace Homelab.Coordinator.Outage;

/// <summary>Brings what stops took to the disk, beside the runner: a slow disk must not hold up a shutdown.</summary>
public sealed class StopKeeper(OutageLog log, StopStore store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>A disk that does not take it is asked more seldom, and the log is not filled.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(10);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        store.Keep(log.Stops);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isKept = store.Keep(log.Stops);
            await Task.Delay(isKept ? LookEvery : AgainAfter, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
