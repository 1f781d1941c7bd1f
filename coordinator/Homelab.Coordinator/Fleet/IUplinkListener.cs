using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>
/// Told what arrives on uplinks, in order for each node, on the stream's own thread. Must not block: take what concerns you and queue it.
/// A frame has been checked for form (limits, known node, hello first), never for meaning.
/// </summary>
public interface IUplinkListener
{
    void Connected(string node, Hello hello, Moment now);

    void Received(string node, AgentFrame frame, Moment now);

    void Disconnected(string node, string reason, Moment now);
}
