using Homelab.Coordinator.Events;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Host;
using Homelab.Nut;

namespace Homelab.Coordinator.Feeds;

/// <summary>Tells UPSes to test their batteries when their day has come, and says what they came to. The feed desk follows the test by the polls.</summary>
public sealed class SelfTests(ILabInForce lab, FeedBoard board, BatteryStore store, OutageLog outages, UpsLine line, IEventFeed events, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, DateTimeOffset> _running = [];

    /// <summary>One look: what is over is told, what is due is begun.</summary>
    public async Task Look()
    {
        foreach (var feed in lab.Current.Feeds)
        {
            Tell(feed);
            if (feed.SelfTest is { } test && SelfTestSchedule.IsDue(test, board.BatteryOf(feed.Name), board.LabTime())
                && SelfTestSchedule.Obstacle(lab.Current, feed, test, board.Current, board.BatteryOf, Busy()) is null)
            {
                await Begin(feed, test);
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
                await Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    private string? Busy() =>
        lab.Current.Mode == LabMode.Observe ? "the lab only observes"
        : outages.StandsDown.Length > 0 ? "another coordinator speaks"
        : outages.State.IsRunning ? "an outage, a shutdown or a drill runs"
        : outages.State.Return.IsOpen ? "not everybody is on again"
        : null;

    /// <summary>It is on the disk that it was tried before the UPS hears of it: a coordinator that dies over it does not test again and again.</summary>
    private async Task Begin(FeedConfig feed, SelfTestConfig test)
    {
        board.BeginTest(feed.Name, test.Kind, clock.Now());
        Tell(feed);
        if (!Keep(feed))
        {
            board.EndTest(feed.Name, SelfTestOutcome.Refused, "it was not begun, for the disk does not keep that it was tried");
            Tell(feed);
            return;
        }

        events.Add(6, "SelfTestBegan", feed.Name, $"{feed.Name} is told to test its battery ({test.Command}).");
        var (outcome, why) = await line.Ask(feed.Name, (session, ups, cancel) => new UpsCommand(session, ups, clock).TryAsync(test.Command, cancel));

        // A UPS of which nobody knows whether it took the command may test itself by now: its course tells, or the bound.
        if (outcome is not ({ IsTaken: true } or { IsUnanswered: true }))
        {
            board.EndTest(feed.Name, SelfTestOutcome.Refused, outcome?.Detail ?? why);
        }

        Tell(feed);
    }

    private void Tell(FeedConfig feed)
    {
        var battery = board.BatteryOf(feed.Name);
        if (battery.OpenTest is { } open)
        {
            _running[feed.Name] = open.Began;
        }
        else if (_running.Remove(feed.Name, out var began) && battery.Tests.LastOrDefault() is { } ended && ended.Began == began)
        {
            var isFinding = board.SelfTestFindingOf(feed) is not null;
            events.Add(isFinding ? 3 : 6, isFinding ? "SelfTestFailed" : "SelfTestEnded", feed.Name, $"{feed.Name}, self-test: {SelfTestWords.Of(ended)}.");
            Keep(feed);
        }
    }

    private bool Keep(FeedConfig feed) => store.Keep([(feed, board.BatteryOf(feed.Name))]);
}
