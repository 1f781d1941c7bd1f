using Homelab.Contracts.V1;

namespace Homelab.Agent.Uplink;

/// <summary>Where frames go that are not an answer: order progress, a lease answer after the fact.</summary>
public interface IFrameOutlet
{
    /// <summary>Queues a frame for the present stream; dropped where there is none, since a hello repeats the state.</summary>
    void Post(AgentFrame frame);
}
