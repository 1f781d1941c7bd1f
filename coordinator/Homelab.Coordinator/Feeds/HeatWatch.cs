using Homelab.Coordinator.Readings;
using Homelab.Domain.Power;
using Homelab.Host;

namespace Homelab.Coordinator.Feeds;

/// <summary>Gives the board the temperature of every node, where the lab has a heat policy.</summary>
public sealed class HeatWatch(ILabInForce lab, FeedBoard board, LatestReadings readings, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    public void Look()
    {
        var current = lab.Current;
        if (current.Policy.Heat is null)
        {
            return;
        }

        var now = clock.Now();
        foreach (var node in current.Nodes)
        {
            // Only what is fresh: the hottest of all must not be one that was removed an hour ago.
            if (HottestSensor.Of(readings.Of(node.Name).Where(reading => now - reading.Arrived <= HeatState.MaxAge)) is { } hottest)
            {
                board.Observe(node.Name, hottest.Value, hottest.Arrived);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }
}
