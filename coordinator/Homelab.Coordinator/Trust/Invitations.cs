using Homelab.Domain;
using Homelab.Domain.Trust;
using Homelab.Host;

namespace Homelab.Coordinator.Trust;

/// <summary>The nodes that may enrol now, one invitation a node. In memory only: a coordinator that starts anew has invited nobody.</summary>
public sealed class Invitations(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Invitation> _byNode = [];

    /// <summary>Takes the place of an earlier one of the node.</summary>
    public void Add(Invitation invitation)
    {
        lock (_gate)
        {
            _byNode[invitation.Node] = invitation;
        }
    }

    /// <summary>Uses it up; null where there is none with this hash, or no longer.</summary>
    public Invitation? Take(string node, byte[] hash)
    {
        lock (_gate)
        {
            if (!_byNode.TryGetValue(node, out var invitation) || !invitation.Admits(hash, clock.Now()))
            {
                return null;
            }

            _byNode.Remove(node);
            return invitation;
        }
    }

    public void Withdraw(string node)
    {
        lock (_gate)
        {
            _byNode.Remove(node);
        }
    }
}
