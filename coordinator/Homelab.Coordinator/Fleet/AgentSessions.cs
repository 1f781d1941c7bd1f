using System.Collections.Concurrent;
using Homelab.Contracts.V1;

namespace Homelab.Coordinator.Fleet;

/// <summary>The uplinks that live now, one a node.</summary>
internal sealed class AgentSessions : IAgentLink
{
    private readonly ConcurrentDictionary<string, AgentSession> _sessions = new();

    public IEnumerable<string> Nodes => _sessions.Keys;

    public bool IsConnected(string node) => _sessions.ContainsKey(node);

    public bool TrySend(string node, CoordinatorFrame frame) => _sessions.TryGetValue(node, out var session) && session.TrySend(frame);

    public AgentSession? Of(string node) => _sessions.GetValueOrDefault(node);

    public void Put(AgentSession session) => _sessions[session.Node] = session;

    /// <summary>False where another session has taken the node's place already.</summary>
    public bool Remove(AgentSession session) => _sessions.TryRemove(KeyValuePair.Create(session.Node, session));
}
