using System.Collections.Concurrent;
using Homelab.Agent.Supplies;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Host;
using Homelab.Nut;

namespace Homelab.Agent.Orders;

/// <summary>
/// Reads the feeds that bind this node, anonymously, while its coordinator is lost; with nobody lost nothing is connected. One loop a feed,
/// so that one that does not answer holds up no other, and one that tells the desk what is known, so that silence shows.
/// </summary>
public sealed class OwnFeeds(PowerDesk desk, FeedPollers pollers, TimeProvider clock, ILogger<OwnFeeds> logger) : BackgroundService
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (desk.ToWatch is { } watch)
            {
                logger.LogWarning("The coordinator is lost: this node reads {Feeds} by itself", string.Join(", ", watch.Feeds.Select(feed => $"{feed.Name} ({feed.Source})")));
                await Watch(watch, stoppingToken);
            }

            await Task.Delay(TellEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until the coordinator is heard again, or tells something else.</summary>
    private async Task Watch(AgentWatch watch, CancellationToken stoppingToken)
    {
        var states = new ConcurrentDictionary<string, FeedState>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var loops = watch.Feeds.Where(feed => feed.Source is not null).Select(feed => Read(feed, watch.Policy, states, enough.Token)).ToList();
        while (!stoppingToken.IsCancellationRequested && ReferenceEquals(desk.ToWatch, watch))
        {
            var now = clock.Now();
            desk.FeedsRead([.. watch.Feeds.Select(feed => FeedAssessor.Assess(feed, watch.Policy, states.GetValueOrDefault(feed.Name, FeedState.NeverHeard), now))]);
            await Task.Delay(TellEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await enough.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        logger.LogInformation("The coordinator is heard again, or tells other feeds: this node reads them no more");
    }

    private async Task Read(FeedConfig feed, PolicyConfig policy, ConcurrentDictionary<string, FeedState> states, CancellationToken enough)
    {
        await using var poller = pollers.Of(feed);
        FeedFailure? said = null;
        while (!enough.IsCancellationRequested)
        {
            var poll = await Poll(poller, enough);
            if (poll is not null)
            {
                states[feed.Name] = states.GetValueOrDefault(feed.Name, FeedState.NeverHeard).Observe(poll, policy);
            }

            if (poll is FeedFailed failed && said != failed.Failure)
            {
                logger.LogWarning("{Feed} ({Source}) cannot be read from here: {Failure}", feed.Name, feed.Source, failed.Failure);
            }

            said = (poll as FeedFailed)?.Failure;
            await Task.Delay(policy.Poll, clock, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Null where the reading was given up.</summary>
    private async Task<FeedPoll?> Poll(IFeedPoller poller, CancellationToken enough)
    {
        var at = clock.Now();
        try
        {
            return await poller.PollAsync(at, enough);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // A mistake in reading one UPS must not end the watch over it: it counts as silence.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError("Reading failed in a way that should not happen ({Failure})", failure.GetType().Name);
            return new FeedFailed(at, FeedFailure.BadAnswer, "Reading it failed inside the agent.");
        }
    }
}
