namespace Homelab.Coordinator.Storage;

/// <summary>Writes the history of the devices once a minute where it changed, and at the end.</summary>
internal sealed class StorageKeeper(StorageBoard board, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        board.Keep();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            board.Keep();
        }
    }
}
