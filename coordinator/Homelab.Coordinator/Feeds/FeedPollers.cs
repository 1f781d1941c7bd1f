using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Nut;

namespace Homelab.Coordinator.Feeds;

/// <summary>What reads a feed from the coordinator.</summary>
public sealed class FeedPollers(SupplyQuestions supplies, TimeProvider clock)
{
    public IFeedPoller Of(FeedConfig feed, string? password) =>
        feed.Source is PowerSupplySource source ? new AskedPoller(supplies, source) : new FeedPoller(feed, password, clock);

    private sealed class AskedPoller(SupplyQuestions supplies, PowerSupplySource source) : IFeedPoller
    {
        public Task<FeedPoll> PollAsync(Moment at, CancellationToken cancel) => supplies.Ask(source, at, cancel);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
