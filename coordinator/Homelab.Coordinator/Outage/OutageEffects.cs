using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;
using Homelab.Coordinator.Fleet;
using Homelab.Domain.Shutdown;
using Homelab.Host;

namespace Homelab.Coordinator.Outage;

/// <summary>Performs what the engine wants done. Sending never waits: what does not get through is sent again.</summary>
public sealed class OutageEffects(IAgentLink link, FleetState fleet, IEventFeed events, EpochFile epochs, TimeProvider clock)
{
    public void Perform(OutageEffect effect)
    {
        switch (effect)
        {
            case OutageEffect.RenewLease lease:
                fleet.LeaseSent(lease.Node, lease.Terms.Sequence, clock.Now() + lease.Terms.Duration);
                link.TrySend(lease.Node, PowerFrames.Lease(lease.Terms));
                break;
            case OutageEffect.GiveOrder order:
                link.TrySend(order.Node, PowerFrames.Order(order.Terms));
                break;
            case OutageEffect.StopUnits stop:
                link.TrySend(stop.Node, PowerFrames.StopUnits(stop));
                break;
            case OutageEffect.TellEnded ended:
                link.TrySend(ended.Node, PowerFrames.Ended(ended));
                break;
            case OutageEffect.AnswerBeat answer:
                link.TrySend(answer.Node, PowerFrames.Answer(answer));
                break;
            case OutageEffect.TellWatch watch:
                link.TrySend(watch.Node, new CoordinatorFrame { Watch = watch.Watch.ToWire(PowerFrames.ToWire(watch.Fence)) });
                break;
            case OutageEffect.Announce said:
                events.Add(said.Priority, said.Code, said.Subject, said.Message);
                break;
            case OutageEffect.KeepEpoch epoch:
                Keep(epoch.Epoch);
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
