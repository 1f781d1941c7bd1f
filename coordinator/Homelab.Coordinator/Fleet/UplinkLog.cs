using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;
using Homelab.Host;

namespace Homelab.Coordinator.Fleet;

/// <summary>What is told of uplinks. Refusals repeat for as long as an agent tries, so each is told once a minute.</summary>
public sealed class UplinkLog(IEventFeed events, TimeProvider clock)
{
    private readonly EventThrottle _throttle = new(TimeSpan.FromMinutes(1));

    internal void Connected(UplinkSession session) =>
        events.Add(6, "NodeConnected", session.Node, $"The agent {Version(session.Hello)} connected from {session.Peer}.");

    internal void Disconnected(UplinkSession session) =>
        events.Add(5, "NodeDisconnected", session.Node, $"The agent is not connected any more: {session.Reason}.");

    internal void Repaired(UplinkSession session, AgentFrame frame) =>
        events.Add(4, "FrameRepaired", session.Node, $"The agent sends {frame.BodyCase} frames beyond the limits or with values that are none; they are cut, and this is told once a stream.");

    public void Refused(string node, string peer, Refusal refusal)
    {
        // The name may be anything before it is checked.
        var subject = node.Length <= UplinkLimits.NameCharacters ? node : "";
        if (_throttle.MayTell($"{subject} {refusal.Code}", clock.Now()))
        {
            events.Add(4, "UplinkRefused", subject, $"A stream from {peer} was refused ({refusal.Code}): {refusal.Message}");
        }
    }

    private static string Version(Hello hello) => hello.AgentVersion.Length == 0 ? "of unknown version" : hello.AgentVersion;
}
