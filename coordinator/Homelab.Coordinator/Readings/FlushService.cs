using Homelab.Domain;
using Homelab.Host;
using Homelab.Store;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Readings;

/// <summary>Opens the history before the first uplink, flushes it every two seconds and folds it every ten minutes.</summary>
internal sealed class FlushService(ReadingIngest ingest, ReadingHistory history, ReadingsSettings settings, TimeProvider clock, ILogger<FlushService> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private Moment _foldAt;
    private Moment _openAt;

    /// <exception cref="StoreException">The history is newer than this program.</exception>
    /// <exception cref="StoreInUseException">Another coordinator holds the history.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        TryOpen();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.FlushInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                try
                {
                    Step();
                }
                catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
                {
                    logger.LogError(error, "A flush of the history failed and is tried again.");
                }
            }
        }
        catch (OperationCanceledException)
        {
            ingest.Flush();
        }
    }

    private void Step()
    {
        if (!history.IsOpen && clock.Now() >= _openAt)
        {
            TryOpen();
        }

        ingest.Flush();
        if (clock.Now() >= _foldAt)
        {
            TryFold();
        }
    }

    private void TryOpen()
    {
        try
        {
            ingest.Open();
            _foldAt = clock.Now() + settings.FoldInterval;
        }
        catch (StoreException error) when (error.Failure != StoreFailure.Newer)
        {
            _openAt = clock.Now() + RetryAfter;
            logger.LogError("There is no history for now, and readings wait with their agents: {Problem}", error.Message);
        }
    }

    private void TryFold()
    {
        _foldAt = clock.Now() + settings.FoldInterval;
        try
        {
            history.Fold();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            logger.LogError("The history could not be folded, and is tried again later: {Problem}", error.Message);
        }
    }
}
