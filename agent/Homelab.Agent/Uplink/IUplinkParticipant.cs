using Homelab.Contracts.V1;

namespace Homelab.Agent.Uplink;

/// <summary>A part of the agent that has something to say on the uplink or to hear from it. Called on the uplink's own thread.</summary>
public interface IUplinkParticipant
{
    /// <summary>Adds what it knows to the first frame of a stream.</summary>
    void Fill(Hello hello);

    /// <summary>Adds what it knows to a beat about to be sent.</summary>
    void Fill(Beat beat);

    /// <summary>Handles a frame that concerns it and gives the answers to send at once.</summary>
    IEnumerable<AgentFrame> Handle(CoordinatorFrame frame);
}
