using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Shutdown;
using Homelab.Host;
using Homelab.Host.Wake;

namespace Homelab.Coordinator.Outage;

/// <summary>Performs what the engine wants done. Sending never waits: what does not get through is sent again.</summary>
public sealed class OutageEffects(IAgentLink link, FleetState fleet, IEventFeed events, EpochFile epochs, MagicPacket packet, UpsCommands upses, OutletSwitch outlets, OlderState older, TimeProvider clock)
{
    public void Perform(OutageEffect effect)
    {
        switch (effect)
        {
            case OutageEffect.ToNode toNode:
                if (effect is OutageEffect.RenewLease lease)
                {
                    fleet.LeaseSent(lease.Node, lease.Terms.Sequence, clock.Now() + lease.Terms.Duration);
                }

                link.TrySend(toNode.Node, PowerFrames.Of(toNode));
                break;
            case OutageEffect.ToUps toUps:
                upses.Begin(toUps);
                break;
            case OutageEffect.SwitchOutlet outlet:
                outlets.Begin(outlet);
                break;
            case OutageEffect.Announce said:
                events.Add(said.Priority, said.Code, said.Subject, said.Message);
                break;
            case OutageEffect.WakeNode wake when packet.TrySend(wake.Mac) is { } failure:
                events.Add(4, "NotWoken", wake.Target, $"The magic packet of {wake.Target} could not be sent: {failure}.");
                break;
            case OutageEffect.KeepEpoch epoch:
                Keep(epoch.Epoch);
                older.Note($"its nodes have obeyed epoch {epoch.Epoch - 1}, and it knew of an earlier one only");
                break;
        }
    }

    private void Keep(ulong epoch)
    {
        try
        {
            epochs.Keep(epoch);
        }
        catch (IOException)
        {
            events.Add(3, "EpochNotKept", "", $"Epoch {epoch} could not be written; the agents' own memory lifts the next start above it.");
        }
    }
}
