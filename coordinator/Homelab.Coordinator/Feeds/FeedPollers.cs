using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Nut;

namespace Homelab.Coordinator.Feeds;

/// <summary>What reads a feed from the coordinator.</summary>
public sealed class FeedPollers(SupplyQuestions supplies, TimeProvider clock)
{
    public IFeedPoller Of(FeedConfig feed, string? password) =>
        feed.Source is NodeSource source ? new AskedPoller(supplies, source) : new FeedPoller(feed, password, clock);

    private sealed class AskedPoller(SupplyQuestions supplies, NodeSource source) : IFeedPoller
    {
        public Task<FeedPoll> PollAsync(Moment at, CancellationToken cancel) => supplies.Ask(source, at, cancel);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
