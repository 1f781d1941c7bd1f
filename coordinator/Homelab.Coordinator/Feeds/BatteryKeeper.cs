using Homelab.Domain;
using Homelab.Host;

namespace Homelab.Coordinator.Feeds;

/// <summary>
/// Brings what was learned from the store to the board and back: seldom in peace, since a day's figures change with every poll; often while a
/// feed discharges, since the power may go; and at the end.
/// </summary>
public sealed class BatteryKeeper(ILabInForce lab, FeedBoard board, BatteryStore store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InPeace = TimeSpan.FromMinutes(10);

    private Moment _keptAt;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first poll: the watcher starts after this service.
        foreach (var feed in lab.Current.Feeds)
        {
            if (store.Of(feed) is { } battery)
            {
                board.Remember(feed.Name, battery);
            }
        }

        _keptAt = clock.Now();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Keep();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                if (clock.Now() - _keptAt >= InPeace || lab.Current.Feeds.Any(feed => board.BatteryOf(feed.Name) is { Open: not null } or { OpenTest: not null }))
                {
                    Keep();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private void Keep()
    {
        store.Keep([.. lab.Current.Feeds.Select(feed => (feed, board.BatteryOf(feed.Name)))]);
        _keptAt = clock.Now();
    }
}
