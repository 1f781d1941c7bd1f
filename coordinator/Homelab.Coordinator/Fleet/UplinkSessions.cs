using System.Diagnostics.CodeAnalysis;
using Homelab.Contracts.V1;
using Homelab.Domain;
using Homelab.Domain.Health;

namespace Homelab.Coordinator.Fleet;

/// <summary>The streams that are open now, one a node at most.</summary>
public sealed class UplinkSessions(ILabInForce lab) : IAgentLink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, UplinkSession> _byNode = [];

    public bool IsConnected(string node) => TryFind(node, out _);

    public bool TrySend(string node, CoordinatorFrame frame) => TryFind(node, out var session) && session.Outgoing.TryAdd(frame);

    /// <summary>
    /// Lets a stream in. Another one of the same node has to go first where it belongs to the same process (its connection broke and it came
    /// back) or has fallen silent (its host lost power, or the process ended unseen); a second living agent of the same name is refused.
    /// </summary>
    /// <returns>Null where it is in; otherwise what stands in the way, to be ended and waited for, or a refusal.</returns>
    internal (UplinkSession? InTheWay, Refusal? Refusal)? TryAdmit(UplinkSession newcomer, Moment now)
    {
        lock (_gate)
        {
            if (!_byNode.TryGetValue(newcomer.Node, out var present))
            {
                _byNode.Add(newcomer.Node, newcomer);
                return null;
            }

            var isSameProcess = present.Hello.Incarnation == newcomer.Hello.Incarnation && present.Hello.BootId == newcomer.Hello.BootId;
            if (isSameProcess || now - present.LastHeard > HealthBounds.Of(lab.Current.Policy).SilentAfter)
            {
                return (present, null);
            }

            return (null, HelloCheck.Refusal(
                "DuplicateNode",
                $"Another agent of {newcomer.Node} is connected from {present.Peer} and speaks. Give each machine its own node name, or stop the other agent."));
        }
    }

    internal void Remove(UplinkSession session)
    {
        lock (_gate)
        {
            if (_byNode.TryGetValue(session.Node, out var present) && ReferenceEquals(present, session))
            {
                _byNode.Remove(session.Node);
            }
        }
    }

    /// <summary>Ends the stream of a node, where there is one.</summary>
    internal void End(string node, string reason, Refusal refusal)
    {
        if (TryFind(node, out var session))
        {
            session.End(reason, refusal);
        }
    }

    internal List<UplinkSession> All()
    {
        lock (_gate)
        {
            return [.. _byNode.Values];
        }
    }

    private bool TryFind(string node, [NotNullWhen(true)] out UplinkSession? session)
    {
        lock (_gate)
        {
            return _byNode.TryGetValue(node, out session);
        }
    }
}
