using Homelab.Contracts.V1;
using Homelab.Domain;

namespace Homelab.Coordinator.Fleet;

/// <summary>All listeners, each told of everything; the mistake of one reaches neither the others nor the stream.</summary>
public sealed class UplinkListeners(IEnumerable<IUplinkListener> listeners, ILogger<UplinkListeners> logger)
{
    private readonly IUplinkListener[] _listeners = [.. listeners];

    public void Connected(string node, Hello hello, Moment now) => Tell(node, listener => listener.Connected(node, hello, now));

    public void Received(string node, AgentFrame frame, Moment now) => Tell(node, listener => listener.Received(node, frame, now));

    public void Disconnected(string node, string reason, Moment now) => Tell(node, listener => listener.Disconnected(node, reason, now));

    private void Tell(string node, Action<IUplinkListener> telling)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                telling(listener);
            }
#pragma warning disable CA1031 // One listener's mistake must not end the stream, which carries leases.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogError(failure, "{Listener} failed on what came from {Node}", listener.GetType().Name, node);
            }
        }
    }
}
