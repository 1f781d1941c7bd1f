using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Power;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Control;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Machines;

/// <summary>What a node reads of its feeds by itself, over the network as it is for it.</summary>
internal sealed class OwnReading(SimulatedMachine machine, FeedPolling feeds, PowerGrid grid)
{
    private readonly Dictionary<string, FeedState> _states = [];
    private Moment? _polledAt;

    public void Forget()
    {
        _states.Clear();
        _polledAt = null;
    }

    public ImmutableArray<FeedAssessment> Read(AgentWatch watch, Moment own)
    {
        if (_polledAt is not { } last || own - last >= watch.Policy.Poll - TimeSpan.FromMilliseconds(100))
        {
            _polledAt = own;
            foreach (var feed in watch.Feeds)
            {
                var poll = grid.Upses[feed.Name].Poll(own, feeds.IsReachable(machine, feed));
                _states[feed.Name] = _states.GetValueOrDefault(feed.Name, FeedState.NeverHeard).Observe(poll, watch.Policy);
            }
        }

        return [.. watch.Feeds.Select(feed => FeedAssessor.Assess(feed, watch.Policy, _states.GetValueOrDefault(feed.Name, FeedState.NeverHeard), own))];
    }
}
