using Homelab.Agent.Uplink;
using Homelab.Domain;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;
using Homelab.Nut;

namespace Homelab.Agent.Supplies;

/// <summary>What reads a feed from this node.</summary>
public sealed class FeedPollers(NodeSupplies supplies, AgentIdentity identity, TimeProvider clock)
{
    public IFeedPoller Of(FeedConfig feed) =>
        feed.Source is NodeSource source ? new SupplyPoller(supplies, source, identity.Node) : new FeedPoller(feed, password: null, clock);

    private sealed class SupplyPoller(NodeSupplies supplies, NodeSource source, string node) : IFeedPoller
    {
        public async Task<FeedPoll> PollAsync(Moment at, CancellationToken cancel)
        {
            if (source.Node != node)
            {
                return new FeedFailed(at, FeedFailure.Unreachable, $"Only the agent of {source.Node} reads {source.What}.");
            }

            var said = await supplies.ReadAsync(source, cancel);
            return said.Failure.Length > 0
                ? new FeedFailed(at, FeedFailure.DriverNotConnected, said.Failure)
                : new FeedAnswered(at, UpsVariables.Read(said.Variables));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
