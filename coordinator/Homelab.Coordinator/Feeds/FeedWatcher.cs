using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Host;
using Homelab.Nut;

namespace Homelab.Coordinator.Feeds;

/// <summary>Polls every feed of the lab in force in a loop of its own, and ticks the board so that silence shows.</summary>
/// <param name="pollers">What reads each.</param>
/// <param name="secrets">From a reference such as <c>secret:rack-ups</c> to the password; null where there is none.</param>
public sealed class FeedWatcher(
    ILabInForce lab, FeedBoard board, FeedPollers pollers, Func<string, string?> secrets, TimeProvider clock, ILogger<FeedWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (FeedConfig Config, CancellationTokenSource Stop, Task Loop)> _loops = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void LabChanged(LabConfig changed) => Reconcile(changed, stoppingToken);

        lab.Changed += LabChanged;
        try
        {
            Reconcile(lab.Current, stoppingToken);
            using var ticks = new PeriodicTimer(TickEvery, clock);
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                board.Tick(clock.Now());
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
        finally
        {
            lab.Changed -= LabChanged;
            await Task.WhenAll(StopAll());
        }
    }

    /// <summary>Ends the loops of feeds that are gone or changed, and starts those that lack one.</summary>
    private void Reconcile(LabConfig lab, CancellationToken stopping)
    {
        lock (_gate)
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            foreach (var (name, running) in _loops.Where(running => lab.Feed(running.Key) != running.Value.Config).ToArray())
            {
                running.Stop.Cancel();
                _loops.Remove(name);
            }

            foreach (var feed in lab.Feeds.Where(feed => feed.Source is not null && !_loops.ContainsKey(feed.Name)))
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                _loops[feed.Name] = (feed, stop, Task.Run(() => WatchAsync(feed, stop.Token), CancellationToken.None));
            }
        }
    }

    private Task[] StopAll()
    {
        lock (_gate)
        {
            var loops = _loops.Values.Select(running => running.Loop).ToArray();
            foreach (var running in _loops.Values)
            {
                running.Stop.Cancel();
            }

            _loops.Clear();
            return loops;
        }
    }

    private async Task WatchAsync(FeedConfig feed, CancellationToken stop)
    {
        // Without its password a user is refused at the first command only; anonymous reading is honest about it.
        var password = feed.Password is { } reference ? secrets(reference) : null;
        await using var poller = pollers.Of(password is null ? feed with { User = null } : feed, password);
        FeedPoll? last = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var poll = await PollAsync(poller, feed, stop);
                FeedLog.Polled(logger, feed, last, poll);
                last = poll;
                board.Observe(feed.Name, feed.Source!, poll, clock.Now());
                await Task.Delay(Pause(feed.Name), clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The lab changed or the host is stopping.
        }
    }

    private async Task<FeedPoll> PollAsync(IFeedPoller poller, FeedConfig feed, CancellationToken stop)
    {
        var at = clock.Now();
        try
        {
            return await poller.PollAsync(at, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A mistake in reading one UPS must not end the watch over it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "Reading feed {Feed} failed in a way that should not happen", feed.Name);
            return new FeedFailed(at, FeedFailure.BadAnswer, $"Reading it failed inside the coordinator ({failure.GetType().Name}).");
        }
    }

    /// <summary>On battery a feed is read every beat, since leases are renewed by what it says.</summary>
    private TimeSpan Pause(string feed)
    {
        var policy = lab.Current.Policy;
        return board.Of(feed) is { OnBatterySince: not null } && policy.Beat < policy.Poll ? policy.Beat : policy.Poll;
    }
}
