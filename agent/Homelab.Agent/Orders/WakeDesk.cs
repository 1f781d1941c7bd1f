using Homelab.Agent.Collectors;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;
using Homelab.Domain.Readings;
using Homelab.Host.Wake;

namespace Homelab.Agent.Orders;

/// <summary>Sends the magic packet of a neighbour, when the coordinator asks for it. It changes nothing on this node.</summary>
internal sealed class WakeDesk(MagicPacket packet, IReadingSink events) : IUplinkParticipant
{
    public void Fill(Hello hello)
    {
    }

    public void Fill(Beat beat)
    {
    }

    public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame)
    {
        if (frame.BodyCase == CoordinatorFrame.BodyOneofCase.Wake && packet.TrySend(frame.Wake.Mac) is { } failure)
        {
            events.Event("NotWoken", $"The magic packet of {frame.Wake.Target} could not be sent: {failure}.", Labels.None);
        }

        return [];
    }
}
