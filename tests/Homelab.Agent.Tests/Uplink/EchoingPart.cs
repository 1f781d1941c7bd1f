using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;

namespace Homelab.Agent.Tests.Uplink;

/// <summary>A part of the agent that answers each lease at once.</summary>
internal sealed class EchoingPart : IUplinkParticipant
{
    public List<CoordinatorFrame> Heard { get; } = [];

    public void Fill(Hello hello) => hello.PowerOff = "none";

    public void Fill(Beat beat) => beat.LeaseSequence = 5;

    public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame)
    {
        lock (Heard)
        {
            Heard.Add(frame);
        }

        if (frame.Lease is { } lease)
        {
            yield return new AgentFrame { LeaseAnswer = new LeaseAnswer { Sequence = lease.Sequence } };
        }
    }
}
