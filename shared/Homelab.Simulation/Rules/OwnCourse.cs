using Homelab.Domain.Shutdown;

namespace Homelab.Simulation.Rules;

/// <summary>Nodes whose lease is no longer what a coordinator granted: without one they went by what they read themselves (P9, P12).</summary>
internal sealed class OwnCourse
{
    private readonly HashSet<string> _nodes = [];

    public bool Includes(string node) => _nodes.Contains(node);

    public void Took(string node, AgentPowerInput input, AgentPowerState before, AgentPowerState after)
    {
        // A lease that comes late, in a moment of silence, is moved by the reading that the agent has already.
        if (after.Lease is null || (input is AgentPowerInput.LeaseCame && !ReferenceEquals(before.Lease, after.Lease) && after.Lease.Granted == after.Lease.Expiry))
        {
            _nodes.Remove(node);
        }
        else if (!ReferenceEquals(before.Lease, after.Lease))
        {
            _nodes.Add(node);
        }
    }
}
