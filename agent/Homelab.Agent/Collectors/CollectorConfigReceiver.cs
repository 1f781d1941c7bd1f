using Homelab.Agent.Collectors.Storage;
using Homelab.Agent.Uplink;
using Homelab.Contracts.V1;

namespace Homelab.Agent.Collectors;

/// <summary>Takes the collector configuration from the coordinator: it holds at once and is kept for a start without one.</summary>
public sealed class CollectorConfigReceiver(CollectorRunner runner, CollectorConfigCache cache, StorageReports storage) : IUplinkParticipant
{
    public void Fill(Hello hello) => storage.Want();

    public void Fill(Beat beat)
    {
    }

    public IEnumerable<AgentFrame> Handle(CoordinatorFrame frame)
    {
        if (frame.BodyCase == CoordinatorFrame.BodyOneofCase.Collectors)
        {
            runner.Apply(CollectorPlan.From(frame.Collectors));
            cache.Keep(frame.Collectors);
        }

        return [];
    }
}
