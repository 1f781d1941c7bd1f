using System.Collections.Concurrent;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Domain;

namespace Homelab.Coordinator.Tests.Feeds;

/// <summary>Agents that answer questions about batteries; who has no answer is not connected.</summary>
internal sealed class PlayedAgents : IAgentLink
{
    public ConcurrentDictionary<string, Func<SupplyQuestion, SupplyAnswer>> Answers { get; } = [];

    public IUplinkListener? Listener { get; set; }

    public bool IsConnected(string node) => Answers.ContainsKey(node);

    public bool TrySend(string node, CoordinatorFrame frame)
    {
        if (!Answers.TryGetValue(node, out var answer))
        {
            return false;
        }

        Listener?.Received(node, new AgentFrame { SupplyAnswer = answer(frame.SupplyQuestion) }, new Moment(0));
        return true;
    }
}
