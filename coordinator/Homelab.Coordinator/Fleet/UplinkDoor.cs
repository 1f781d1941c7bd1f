using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>Decides who may open an uplink.</summary>
internal sealed class UplinkDoor(AgentSessions sessions, FleetState fleet, ILabInForce lab)
{
    /// <summary>Beats to miss before another process may take a node's place.</summary>
    private const int BeatsToMiss = 5;

    /// <summary>Null where it may.</summary>
    public Refusal? Refusal(Hello hello, Moment now)
    {
        if (FrameLimits.Fault(hello) is { } fault)
        {
            return new Refusal { Code = "Malformed", Message = $"The hello was not understood: {fault}." };
        }

        if (lab.Current.Node(hello.Node) is null)
        {
            return new Refusal { Code = "UnknownNode", Message = $"lab.yaml has no node {hello.Node}. Add it there, or correct node: in this agent's agent.yaml." };
        }

        // The same process again, or a process of another boot, replaces what is left of a stream; two live ones on one boot are a clone.
        return sessions.Of(hello.Node) is { } other && other.Incarnation != hello.Incarnation && other.BootId != hello.BootId && Beats(hello.Node, now)
            ? new Refusal { Code = "DuplicateNode", Message = $"{hello.Node} is connected from another boot and its beats come. Two machines use one name, or one card was cloned." }
            : null;
    }

    private bool Beats(string node, Moment now) =>
        fleet.Current.FirstOrDefault(sight => sight.Name == node)?.LastBeatAt is { } last && now - last < lab.Current.Policy.Beat * BeatsToMiss;
}
