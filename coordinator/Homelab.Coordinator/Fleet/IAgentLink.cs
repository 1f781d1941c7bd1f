using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>The way to an agent that is connected now.</summary>
public interface IAgentLink
{
    bool IsConnected(string node);

    /// <summary>Queues a frame; false where the node has no stream or its queue is full. Never blocks.</summary>
    bool TrySend(string node, CoordinatorFrame frame);
}
