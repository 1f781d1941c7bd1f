namespace Homelab.Coordinator.Outage;

/// <summary>Brings what stops took and what drills proved to the disk, beside the runner: a slow disk must not hold up a shutdown.</summary>
public sealed class RecordKeeper(OutageLog log, StopStore stops, DrillStore drills, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>A disk that does not take it is asked more seldom, and the log is not filled.</summary>
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(10);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Keep();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isKept = Keep();
            await Task.Delay(isKept ? LookEvery : AgainAfter, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool Keep()
    {
        var areStopsKept = stops.Keep(log.Stops);
        return drills.Keep(log.Drills) && areStopsKept;
    }
}
